// The list of claims or events: a listbox of links, all text.
const { h } = Vue;

export default {
  props: { rows: Array, current: Number, label: String, none: String },
  emits: ["pick"],
  watch: {
    current() {
      this.$nextTick(() => this.$el.querySelector(".item.now")?.scrollIntoView({ block: "nearest" }));
    },
  },
  render() {
    const bits = (row) => [
      h("span", { class: "day", dir: "auto" }, row.day || "no date"),
      h("span", {}, [
        h("span", { class: "what" }, row.what + " "),
        row.toll ? h("span", { class: "toll" }, row.toll + " ") : null,
        h("bdi", {}, row.where || ""),
        row.who ? h("span", { class: "soft" }, [" · ", h("bdi", {}, row.who)]) : null,
      ]),
      h("span", { class: "side2" }, [
        ...(row.badges || []).map((name) => h("span", { class: ["badge", name] }, name)),
        row.sure === undefined
          ? null
          : h("span", { class: "sure", title: `confidence ${Math.round(row.sure * 100)} %` }, [h("i", { style: { width: `${row.sure * 100}%` } })]),
      ]),
      h("span", { class: "quote", dir: "auto" }, row.quote || ""),
      h("span", { class: "side2", dir: "auto" }, row.source || ""),
    ];
    const items = (this.rows || []).map((row, at) =>
      h(
        "a",
        { class: ["item", at === this.current ? "now" : ""], href: row.href, "aria-current": at === this.current ? "true" : null, key: row.id, onFocus: () => this.$emit("pick", at) },
        bits(row),
      ),
    );
    return h("div", { class: "list", role: "region", "aria-label": this.label, tabindex: -1 }, items.length ? items : [h("div", { class: "empty" }, this.none)]);
  },
};
