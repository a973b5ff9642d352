"""The worker fixtures: a real worker on this test's database, and one that may be killed."""


def test_the_session_worker_answers_and_goes_idle(worker):
    from config.celery import app

    app.send_task("jobs.sweep", queue="mail")
    worker.wait_until(lambda: b"Task jobs.sweep" in worker.log.read_bytes())
    worker.wait_until_idle()


def test_a_fresh_worker_can_be_killed_and_started_again(fresh_worker):
    from config.celery import app

    fresh_worker.kill()
    app.send_task("jobs.sweep", queue="mail")
    assert fresh_worker.redis.llen("mail") == 1
    fresh_worker.start()
    fresh_worker.wait_until_idle()
