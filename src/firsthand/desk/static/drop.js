// Files dropped or chosen are sent one after the other; the page lists what became of each.
const { h } = Vue;

export default {
  props: { url: String, limit: Number },
  emits: ["refused"],
  data() {
    return { over: false, sending: "" };
  },
  methods: {
    async send(files) {
      for (const file of [...files]) {
        if (file.size > this.limit) {
          this.$emit("refused", `${file.name}: larger than ${Math.floor(this.limit / 1e6)} MB`);
          continue;
        }
        this.sending = file.name;
        const form = new FormData();
        form.append("file", file, file.name);
        const answer = await fetch(this.url, { method: "POST", body: form }).catch(() => null);
        if (!answer?.ok) this.$emit("refused", `${file.name}: it could not be sent`);
      }
      this.sending = "";
    },
  },
  render() {
    const take = (event, over) => (event.preventDefault(), (this.over = over));
    const input = h("input", { type: "file", multiple: true, onChange: (event) => this.send(event.target.files).then(() => (event.target.value = "")) });
    const words = this.sending ? `Sending ${this.sending}` : "Drop files here, or choose them";
    return h(
      "label",
      {
        class: ["drop", this.over ? "over" : ""], onDragover: (event) => take(event, true), onDragleave: (event) => take(event, false),
        onDrop: (event) => (take(event, false), this.send(event.dataTransfer.files)),
      },
      [h("span", { "aria-live": "polite" }, words), h("span", { class: "small soft" }, "text, HTML, PDF, Word, mail, CSV, JSON lines, feeds, WARC, ZIP"), input],
    );
  },
};
