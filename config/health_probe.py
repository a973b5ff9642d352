"""What the web container asks itself: exits 0 while /helse/ answers that pages can be served."""

import os
import sys
import urllib.request


def main() -> int:
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/helse/",
        headers={"Host": os.environ["ALLOWED_HOSTS"].split(",")[0]},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return int(response.status != 200)
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
