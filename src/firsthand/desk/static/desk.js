// Keys and hovering for the whole desk. Loaded once by every page; no text of a report ever passes through HTML here.
(() => {
  const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], .leaflet-container");
  const dialog = () => document.querySelector(".q-dialog__inner");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    if (typing(event.target) && event.key !== "Escape") return;
    if (dialog()) return; // dialogs have keys of their own
    if (event.key === "Enter" || event.key === " ") {
      if (event.target.closest?.("button, a, summary")) return; // it does what it has the focus of
    }
    const known = event.target.closest?.(".report-text") && event.key.startsWith("Arrow");
    if (known || event.key === "Tab" || event.key === "Shift") return;
    if (event.key.length === 1 || ["Enter", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      const text = event.key === "f" && document.querySelector(".report-text");
      if (text) return text.focus(); // at once: the next key may be an arrow
      if (event.key === "/" || event.key === "?") event.preventDefault();
      emitEvent("desk_key", { key: event.key });
    }
  });

  // what is hovered or focused on the right lights its words on the left
  const light = (event) => {
    const field = event.target.closest?.("[data-lights]");
    window.dispatchEvent(new CustomEvent("desk-light", { detail: field ? field.dataset.lights : null }));
  };
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  document.addEventListener("focusin", (event) => event.target.type === "number" && event.target.select());
})();
