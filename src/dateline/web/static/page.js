"use strict";
// The page reads without this script. With it: an evidence panel, filters, keys, and an address that holds the view:
// #ev=E-7K3Q&q=words&f=IND,assault,new&theme=dark   (a plain #anchor stays a plain anchor)
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (query, from = document) => Array.from(from.querySelectorAll(query));
  const panel = $("panel"), help = $("help"), search = $("q");
  const pickers = { actor: $("f-actor"), act: $("f-act"), mark: $("f-mark"), news: $("f-new") };
  const keysOf = new Map(all(".ev").map((one) => [one.dataset.row, one]));
  // What the panel shows: an event's id, or a sentence's ("r3s2").
  let opened = null, sentence = null, cameFrom = null, here = null;

  for (const one of all("[data-js]")) one.hidden = false;

  const say = (words) => { $("said").textContent = words; };

  // --- the address ---------------------------------------------------------------------------------------------

  const readAddress = () => {
    const hash = location.hash.slice(1);
    return new URLSearchParams(hash.includes("=") ? hash : "");
  };

  const writeAddress = () => {
    const state = new URLSearchParams();
    if (opened) state.set("ev", opened);
    if (sentence) state.set("at", sentence);
    if (search.value.trim()) state.set("q", search.value.trim());
    const chosen = Object.values(pickers).map((one) => one.value).filter(Boolean);
    if (chosen.length) state.set("f", chosen.join(","));
    if (document.documentElement.dataset.theme) state.set("theme", document.documentElement.dataset.theme);
    const text = state.toString();
    history.replaceState(null, "", text ? "#" + text : location.pathname + location.search);
  };

  const applyAddress = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    if (hash && !hash.includes("=")) { reveal(hash); return; }
    const state = readAddress();
    search.value = state.get("q") || "";
    const chosen = (state.get("f") || "").split(",").filter(Boolean);
    for (const picker of Object.values(pickers)) {
      picker.value = chosen.find((token) => Array.from(picker.options).some((o) => o.value === token)) || "";
    }
    const theme = state.get("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
    filter();
    if (state.get("ev")) open(state.get("ev"), false);
    else if (state.get("at")) openSentence(state.get("at"), false);
    else if (!panel.hidden) close(false);
  };

  const reveal = (id) => {
    const target = $(id);
    if (!target) return;
    for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    target.scrollIntoView({ block: target.tagName === "SPAN" ? "center" : "start" });
    for (const one of all(".lit")) one.classList.remove("lit");
    if (target.tagName === "SPAN") target.classList.add("lit");
  };

  // --- evidence ------------------------------------------------------------------------------------------------

  const open = (id, keep = true) => {
    const source = keysOf.get(id);
    if (!source) { say("No event " + id + " on this page."); return; }
    const title = document.createElement("h3");
    title.textContent = source.querySelector(".evtext").textContent;
    const name = document.createElement("p");
    name.className = "small";
    name.textContent = id;
    const body = tellings(source);
    opened = id;
    sentence = null;
    show([name, title, body], keep);
  };

  // One sentence with its paragraph, so that a sign in the matrix is read without losing one's place.
  const openSentence = (id, keep = true) => {
    const source = $(id);
    const report = source && source.closest("details.report");
    if (!report) { say("No sentence " + id + " on this page."); return; }
    const title = document.createElement("h3"), quote = document.createElement("blockquote"), more = document.createElement("p");
    title.textContent = report.querySelector("summary").textContent.replace(/\s+/g, " ").trim();
    const paragraph = source.closest("p").cloneNode(true);
    for (const one of all("[id]", paragraph)) {
      one.classList.toggle("lit", one.id === id);
      one.removeAttribute("id");
    }
    quote.append(paragraph);
    const link = document.createElement("a");
    link.href = "#" + id;
    link.dataset.reveal = id;
    link.textContent = "Show it in the report";
    more.append(link);
    opened = null;
    sentence = id;
    show([title, quote, more], keep);
  };

  const show = (parts, keep) => {
    $("panel-body").replaceChildren(...parts);
    if (panel.hidden) cameFrom = document.activeElement;
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    if (keep) writeAddress();
  };

  // Lighter events hold footnotes only; their sentences are taken from the reports further down the page.
  const tellings = (source) => {
    const whole = source.querySelector(".evbody");
    if (whole) {
      const copy = whole.cloneNode(true);
      copy.removeAttribute("id");
      return copy;
    }
    const made = document.createElement("div");
    made.className = "evbody";
    for (const cite of all(".cite", source)) {
      const sentence = $(cite.getAttribute("href").slice(1));
      const quote = document.createElement("blockquote"), words = document.createElement("p"), foot = document.createElement("footer");
      if (sentence) for (const node of sentence.childNodes) words.append(node.cloneNode(true));
      foot.append(cite.cloneNode(true), " " + cite.title);
      quote.append(words, foot);
      made.append(quote);
    }
    return made;
  };

  const close = (keep = true) => {
    panel.hidden = true;
    opened = sentence = null;
    if (keep) writeAddress();
    if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
  };

  const citation = () => {
    const id = opened || (here && here.dataset.row);
    const source = id && keysOf.get(id);
    if (!source) { say("Choose an event first."); return; }
    const places = all(source.querySelector("blockquote") ? "blockquote footer" : ".cite", source).map((one) => one.textContent.replace(/\s+/g, " ").trim());
    const text = source.querySelector(".evtext").textContent + " [" + id + "] " + places.join("; ") + ". " + document.title;
    const done = () => say("Citation copied.");
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, () => byHand(text, done));
    else byHand(text, done);
  };

  const byHand = (text, done) => {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "vh";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    done();
  };

  // --- filters -------------------------------------------------------------------------------------------------

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const tokens = Object.values(pickers).map((one) => one.value).filter(Boolean);
    const active = words.length + tokens.length > 0;
    const fits = new Set();
    for (const [id, one] of keysOf) {
      const keys = one.dataset.k.split(" ");
      const ok = tokens.every((token) => keys.includes(token)) && (!words.length || matches(one, id, words));
      if (ok) fits.add(id);
    }
    for (const one of all("[data-row]")) {
      const ok = !active || fits.has(one.dataset.row);
      if (one.closest("svg")) one.classList.toggle("off", !ok); else one.hidden = !ok;
    }
    if (active) $("all").open = true;
    $("found").textContent = active ? fits.size + " of " + keysOf.size + " events" : "";
  };

  const matches = (one, id, words) => {
    const text = (id + " " + one.textContent).toLowerCase();
    return words.every((word) => text.includes(word));
  };

  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { filter(); writeAddress(); }, 150); });
  for (const picker of Object.values(pickers)) picker.addEventListener("change", () => { filter(); writeAddress(); });
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  const clear = () => { search.value = ""; for (const p of Object.values(pickers)) p.value = ""; filter(); writeAddress(); };
  $("clear").addEventListener("click", clear);

  // --- keys ----------------------------------------------------------------------------------------------------

  const items = () => all("[data-item]").filter((one) => !one.hidden && (one.checkVisibility ? one.checkVisibility({ contentVisibilityAuto: true }) : one.offsetParent !== null));

  const go = (step) => {
    const list = items();
    if (!list.length) return;
    const place = list.indexOf(here);
    const next = list[Math.max(0, Math.min(list.length - 1, place < 0 ? firstSeen(list) : place + step))];
    if (here) here.classList.remove("here");
    here = next;
    here.classList.add("here");
    const focus = here.matches("details") ? here.querySelector("summary") : here.querySelector("a[href], summary") || here;
    if (focus === here) here.tabIndex = -1;
    focus.focus({ preventScroll: true });
    here.scrollIntoView({ block: "nearest" });
  };

  const firstSeen = (list) => Math.max(0, list.findIndex((one) => one.getBoundingClientRect().bottom > 80));

  const jump = { c: "conflicts", t: "timeline", m: "map", n: "network", x: "matrix" };
  const does = {
    j: () => go(1),
    k: () => go(-1),
    e: () => { const box = here && (here.matches("details") ? here : here.querySelector("details")); if (box) box.open = !box.open; },
    "/": () => search.focus(),
    f: () => pickers.actor.focus(),
    y: citation,
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (help.open) return;
      if (!panel.hidden) close(); else if (document.activeElement) document.activeElement.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === "Enter" && here && here.dataset.row && here.contains(event.target)) {
      event.preventDefault();
      open(here.dataset.row);
    } else if (does[event.key]) {
      event.preventDefault();
      does[event.key]();
    } else if (jump[event.key]) {
      event.preventDefault();
      const section = $(jump[event.key]);
      section.tabIndex = -1;
      section.focus({ preventScroll: true });
      section.scrollIntoView();
      here = null;
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const event_id = link.dataset.ev;
    if (event_id) { event.preventDefault(); open(event_id); return; }
    if (link.dataset.reveal) { event.preventDefault(); close(); reveal(link.dataset.reveal); return; }
    const id = decodeURIComponent(link.getAttribute("href").slice(1));
    if (/^r\d+s\d+$/.test(id)) { event.preventDefault(); openSentence(id); } else if (/^r\d/.test(id)) reveal(id);
  });

  $("panel-close").addEventListener("click", () => close());
  $("panel-copy").addEventListener("click", citation);
  $("help-open").addEventListener("click", () => help.showModal());
  $("help-close").addEventListener("click", () => help.close());
  $("theme").addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    writeAddress();
  });

  // Paper has no folds: all is open while it prints but tables that repeat a drawing, and as it was afterwards.
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open]):not(.same)"); for (const one of closed) one.open = true; });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  addEventListener("hashchange", applyAddress);
  applyAddress();
})();
