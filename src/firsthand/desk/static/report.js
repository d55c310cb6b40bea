// The report's text: pieces of plain text (never HTML), their marks, selecting by mouse and by keyboard.
const { h } = Vue;

const length = (text) => Array.from(text).length; // characters as Python counts them, not UTF-16 units
const kind = (key) => key.split(".")[0];

export default {
  props: { pieces: String, current: Number, count: Number, label: String },
  emits: ["words", "go"],
  data() {
    return { lit: null, cursor: null, anchor: null, range: null };
  },
  computed: {
    parts() {
      return Object.freeze(JSON.parse(this.pieces));
    },
    words() {
      const found = [];
      for (const piece of this.parts) {
        let at = piece.s;
        for (const part of piece.t.split(/(\s+)/u)) {
          const size = length(part);
          if (size && !/^\s/u.test(part)) {
            const last = found[found.length - 1];
            if (last && last[1] === at) last[1] = at + size;
            else found.push([at, at + size]);
          }
          at += size;
        }
      }
      return found;
    },
  },
  mounted() {
    this.onSelect = () => this.selected();
    document.addEventListener("mouseup", this.onSelect);
    document.addEventListener("touchend", this.onSelect);
    this.onLight = (event) => (this.lit = event.detail);
    window.addEventListener("desk-light", this.onLight);
    this.$nextTick(() => this.reveal());
  },
  unmounted() {
    document.removeEventListener("mouseup", this.onSelect);
    document.removeEventListener("touchend", this.onSelect);
    window.removeEventListener("desk-light", this.onLight);
  },
  watch: {
    current() {
      this.$nextTick(() => this.reveal());
    },
    pieces() {
      this.range = this.cursor = this.anchor = null;
    },
  },
  methods: {
    reveal() {
      const mark = this.$el.querySelector(".mark.now[data-k='trigger']") || this.$el.querySelector(".number.now");
      if (!mark) return;
      const box = this.$el.getBoundingClientRect();
      const at = mark.getBoundingClientRect();
      if (at.top < box.top + 40 || at.bottom > box.bottom - 60) this.$el.scrollTop += at.top - box.top - box.height / 3;
    },
    offset(node, inner) {
      const element = (node.nodeType === 3 ? node.parentElement : node.childNodes[inner] || node.lastChild)?.closest?.("[data-s]");
      if (!element || !this.$el.contains(element)) return null;
      const start = Number(element.dataset.s);
      if (node.nodeType !== 3) return inner < node.childNodes.length ? start : start + length(element.dataset.t || element.textContent);
      return start + length(node.data.slice(0, inner));
    },
    selected() {
      const chosen = window.getSelection();
      if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
      const range = chosen.getRangeAt(0);
      if (!this.$el.contains(range.startContainer) || !this.$el.contains(range.endContainer)) return;
      const start = this.offset(range.startContainer, range.startOffset);
      const end = this.offset(range.endContainer, range.endOffset);
      if (start !== null && end !== null && start < end) this.choose(start, end);
    },
    choose(start, end) {
      this.range = [start, end];
      this.$emit("words", { start, end });
    },
    keydown(event) {
      const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8, Home: -1e9, End: 1e9 };
      if (event.key === "Escape" && this.range) {
        this.range = this.cursor = this.anchor = null;
        window.getSelection()?.removeAllRanges();
        this.$emit("words", null);
        event.stopPropagation();
        return;
      }
      if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey || !this.words.length) return;
      event.preventDefault();
      const top = this.words.length - 1;
      if (Math.abs(steps[event.key]) > 1e6) this.cursor = steps[event.key] < 0 ? 0 : top;
      else if (this.cursor === null) {
        const mark = this.$el.querySelector(".mark.now[data-k='trigger']") || this.$el.querySelector("[data-s]");
        const from = mark ? Number(mark.dataset.s) : 0;
        this.cursor = Math.max(0, this.words.findIndex((word) => word[1] > from));
      } else this.cursor = Math.min(top, Math.max(0, this.cursor + steps[event.key]));
      if (!event.shiftKey || this.anchor === null) this.anchor = this.cursor;
      const [low, high] = [Math.min(this.anchor, this.cursor), Math.max(this.anchor, this.cursor)];
      window.getSelection()?.removeAllRanges();
      this.choose(this.words[low][0], this.words[high][1]);
      this.$nextTick(() => this.$el.querySelector(".range")?.scrollIntoView({ block: "nearest" }));
    },
    click(event) {
      const mark = event.target.closest?.(".mark, .number");
      const chosen = window.getSelection();
      if (mark && (!chosen || chosen.isCollapsed)) this.$emit("go", Number(mark.dataset.c));
    },
    part(text, start, marks, inRange) {
      const on = this.range;
      const own = marks?.find((mark) => mark[0] === this.current);
      const first = own || marks?.[0];
      const classes = [];
      const data = { "data-s": start };
      if (first) {
        classes.push("mark", kind(first[1]), own ? "now" : "other");
        data["data-c"] = first[0];
        data["data-k"] = first[1];
        const names = [...new Set(marks.map((mark) => `claim ${mark[0] + 1}: ${kind(mark[1])}`))];
        data.title = names.slice(0, 6).join("; ");
        if (own && this.lit && marks.some((mark) => mark[0] === this.current && mark[1] === this.lit)) classes.push("lit");
      }
      if (inRange) classes.push("range");
      return h("span", { class: classes, ...data }, text);
    },
    split(piece) {
      // a piece that the chosen range cuts is shown as up to three
      const end = piece.s + length(piece.t);
      if (!this.range || this.range[1] <= piece.s || this.range[0] >= end) return [this.part(piece.t, piece.s, piece.m, false)];
      const letters = Array.from(piece.t);
      const from = Math.max(0, this.range[0] - piece.s);
      const to = Math.min(letters.length, this.range[1] - piece.s);
      const parts = [];
      if (from > 0) parts.push(this.part(letters.slice(0, from).join(""), piece.s, piece.m, false));
      parts.push(this.part(letters.slice(from, to).join(""), piece.s + from, piece.m, true));
      if (to < letters.length) parts.push(this.part(letters.slice(to).join(""), piece.s + to, piece.m, false));
      return parts;
    },
  },
  render() {
    const children = [];
    for (const piece of this.parts) {
      for (const number of piece.n || [])
        children.push(
          h("span", { class: ["number", number === this.current ? "now" : ""], "data-c": number, "data-n": number + 1, title: `claim ${number + 1}` }),
        );
      children.push(...this.split(piece));
    }
    return h(
      "div",
      { class: "report-text", tabindex: 0, role: "document", "aria-label": this.label, dir: "auto", onKeydown: this.keydown, onClick: this.click },
      children,
    );
  },
};
