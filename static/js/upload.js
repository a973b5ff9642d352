// Shows how far the files of a form with data-upload have come. Without this the form is sent as any.
(() => {
  const show = (form) => {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", form.dataset.upload);
    form.querySelector(".sendbar").prepend(bar);
    return bar;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target, button = event.submitter;
    const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    // A button that leads elsewhere than the form sends the text, and no bar is needed.
    if (!("upload" in form.dataset) || !files.length || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    const body = new FormData(form, button), request = new XMLHttpRequest(), bar = show(form);
    if (button) button.disabled = true;
    request.upload.onprogress = (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; };
    request.onload = () => {
      const asked = new URL(form.action || location.href, location.href).pathname;
      if (new URL(request.responseURL).pathname !== asked) return location.assign(request.responseURL);
      document.open();
      document.write(request.responseText);
      document.close();
    };
    request.onerror = () => {
      bar.remove();
      if (button) button.disabled = false;
      form.querySelector("[role=status]").textContent = document.querySelector("[data-toasts]").dataset.offline;
    };
    request.open("POST", form.action || location.href);
    request.send(body);
  });
})();
