// Two months with an interval in them: a click sets the first day, a second one after it the last.
const { h } = Vue;
const DAY = 86400000;
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const at = (day) => Date.parse(day + "T00:00:00Z");
const shown = (time, how) => new Date(time).toLocaleDateString("en-GB", { timeZone: "UTC", ...how });

export default {
  props: { start: String, end: String, published: String },
  emits: ["pick"],
  data() {
    return { month: null, focus: null };
  },
  computed: {
    first() {
      const day = this.start || this.end || this.published || iso(Date.now());
      return (this.month ?? day.slice(0, 7)) + "-01";
    },
    now() {
      return this.focus || this.start || this.end || this.published || this.first;
    },
  },
  watch: {
    start() {
      this.month = this.focus = null;
    },
  },
  methods: {
    turn(by) {
      const day = new Date(at(this.first));
      day.setUTCMonth(day.getUTCMonth() + by);
      this.month = iso(day.getTime()).slice(0, 7);
    },
    key(event, day) {
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7, PageUp: -28, PageDown: 28 };
      if (!(event.key in steps)) return;
      event.preventDefault();
      event.stopPropagation();
      this.focus = iso(at(day) + steps[event.key] * DAY);
      if (!this.$el.querySelector(`[data-day="${this.focus}"]`)) this.month = this.focus.slice(0, 7);
      this.$nextTick(() => this.$el.querySelector(`[data-day="${this.focus}"]`)?.focus());
    },
    sheet(time) {
      const month = new Date(time).getUTCMonth();
      const cells = Array.from({ length: (new Date(time).getUTCDay() + 6) % 7 }, () => h("span"));
      for (let day = time; new Date(day).getUTCMonth() === month; day += DAY) {
        const text = iso(day);
        const inside = (this.start || this.end) && (!this.start || text >= this.start) && (!this.end || text <= this.end);
        cells.push(
          h(
            "button",
            {
              type: "button", "data-day": text, tabindex: text === this.now ? 0 : -1, "aria-pressed": String(Boolean(inside)),
              class: { in: inside, edge: text === this.start || text === this.end, pub: text === this.published },
              "aria-label": shown(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" }) + (text === this.published ? ", day of publication" : ""),
              title: text === this.published ? "day of publication" : null,
              onClick: (event) => (event.stopPropagation(), this.$emit("pick", text)), onKeydown: (event) => this.key(event, text),
            },
            new Date(day).getUTCDate(),
          ),
        );
      }
      const names = ["M", "T", "W", "T", "F", "S", "S"].map((name) => h("span", { class: "name", "aria-hidden": "true" }, name));
      const title = shown(time, { month: "long", year: "numeric" });
      return h("div", { class: "sheet", role: "group", "aria-label": title }, [h("div", { class: "title" }, title), h("div", { class: "days" }, [...names, ...cells])]);
    },
  },
  render() {
    const turner = (by, label, sign) => h("button", { type: "button", class: "turn", "aria-label": label, onClick: () => this.turn(by) }, sign);
    const first = at(this.first);
    const next = new Date(first);
    next.setUTCMonth(next.getUTCMonth() + 1);
    return h("div", { class: "calendar", role: "group", "aria-label": "Calendar" }, [turner(-1, "Month before", "\u2039"), this.sheet(first), this.sheet(next.getTime()), turner(1, "Month after", "\u203a")]);
  },
};
