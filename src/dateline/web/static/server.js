"use strict";
// Keys: an element with data-key is clicked, opened or focused by that key. All of it works by mouse and form as well.
(() => {
  const field = (node) => node.matches("input:not([type=checkbox]):not([type=radio]), select, textarea");

  const act = (node) => {
    if (node.tagName === "DETAILS") {
      node.open = true;
      const input = node.querySelector("input:not([type=radio])");
      const first = node.querySelector("input");
      (first && first.type === "radio" ? first : input).focus();
    } else if (node.matches("input[type=checkbox]")) node.click();
    else if (field(node)) { node.focus(); node.select(); }
    else node.click();
  };

  // While an answer is on its way no key counts: a second "a" must not accept what nobody has seen.
  const busy = (yes) => { if (yes) document.body.setAttribute("aria-busy", "true"); else document.body.removeAttribute("aria-busy"); };
  document.addEventListener("htmx:beforeRequest", () => busy(true));
  for (const name of ["htmx:afterSettle", "htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => busy(false));
  }

  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key === "Escape") {
      const fold = at && at.closest("details.slot[open]");
      if (fold) { fold.open = false; fold.querySelector("summary").focus(); } else if (at) at.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || (at && field(at))) return;
    if (document.body.hasAttribute("aria-busy")) return;
    const node = Array.from(document.querySelectorAll("[data-key]")).find((one) => one.dataset.key === event.key && !one.matches(":disabled"));
    if (!node) return;
    event.preventDefault();
    act(node);
  });

  // After a decision the next case is read from its sentence on; what was done is said aloud.
  document.addEventListener("htmx:afterSwap", () => {
    const title = document.getElementById("case"), told = document.querySelector("#desk .said, #desk .error");
    if (title) { title.focus({ preventScroll: true }); scrollTo(0, 0); }
    document.getElementById("said").textContent = told ? told.textContent : "";
  });

  // A refusal that is not a page of ours (another run of the server) must not look like nothing happened.
  document.addEventListener("htmx:responseError", (event) => {
    document.getElementById("said").textContent = event.detail.xhr.responseText.slice(0, 300);
    const desk = document.getElementById("desk"), told = document.createElement("p");
    told.className = "error";
    told.setAttribute("role", "alert");
    told.textContent = event.detail.xhr.responseText.slice(0, 300);
    if (desk) desk.prepend(told);
  });
})();
