"use strict";
// Keys: an element with data-key is clicked, opened or focused by that key. All of it works by mouse and form as well.
(() => {
  const field = (node) => node.matches("input:not([type=checkbox]):not([type=radio]), select, textarea");

  const say = (words) => { document.getElementById("said").textContent = words; };

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
  // The line about waiting decisions asks by itself, again and again: that keeps nobody from anything.
  const asks = (event) => event.detail.elt && event.detail.elt.id === "state";
  document.addEventListener("htmx:beforeRequest", (event) => { if (!asks(event)) busy(true); });
  for (const name of ["htmx:afterSettle", "htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => { if (!asks(event)) busy(false); });
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
  let renewed = false;
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id === "state") { renew(); return; }
    if (renewed) { renewed = false; say("The record was built again."); return; }
    const title = document.getElementById("case"), told = document.querySelector("#desk .said, #desk .error");
    const refused = document.querySelector("#desk .error") && document.querySelector("details.slot[open] input");
    if (refused) refused.focus();
    else if (title) { title.focus({ preventScroll: true }); scrollTo(0, 0); }
    say(told ? told.textContent : "");
  });

  // The record was built again: shown at once, unless something is typed or ticked that would be lost.
  const renew = () => {
    if (!document.querySelector("#state[data-newer]") || document.body.hasAttribute("aria-busy")) return;
    const desk = document.getElementById("desk");
    const begun = Array.from(document.querySelectorAll("#desk details[open], #desk input:checked:not([value=telling]), #desk input[name=why]"))
      .some((one) => one.tagName === "DETAILS" || one.checked || one.value !== "");
    if (!desk) { if (!(document.activeElement && field(document.activeElement))) location.reload(); return; }
    if (begun) return;
    const at = document.querySelector("#decide [name=event]");
    renewed = true;
    htmx.ajax("GET", "/review" + (at ? "?at=" + encodeURIComponent(at.value) : ""), { target: "#desk", swap: "outerHTML" });
  };

  // A refusal that is not a page of ours (another run of the server) must not look like nothing happened.
  document.addEventListener("htmx:responseError", (event) => {
    say(event.detail.xhr.responseText.slice(0, 300));
    const desk = document.getElementById("desk"), told = document.createElement("p");
    told.className = "error";
    told.setAttribute("role", "alert");
    told.textContent = event.detail.xhr.responseText.slice(0, 300);
    if (desk) desk.prepend(told);
  });
})();
