// A map without a server: country outlines from the package, circles for what is on it. Tiles only if a server is set.
import { leaflet as L } from "nicegui-leaflet";

let outlines = null; // decoded once a page
const decode = (topology) => {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ring = (parts) => {
    const points = parts.reduce((held, at) => {
      const arc = at < 0 ? arcs[~at].slice().reverse() : arcs[at];
      return held.concat(held.length ? arc.slice(1) : arc);
    }, []);
    // a country on both sides of 180 degrees goes on past it, instead of jumping back across the whole map
    let turn = 0;
    const whole = points.map(([x, y], n) => {
      const step = n ? x - points[n - 1][0] : 0;
      turn += step > 180 ? -360 : step < -180 ? 360 : 0;
      return [x + turn, y];
    });
    return turn === 0 ? whole : points;
  };
  return {
    type: "FeatureCollection",
    features: topology.objects.countries.geometries
      .filter((one) => one.type)
      .map((one) => ({
        type: "Feature",
        properties: one.properties,
        geometry: { type: one.type, coordinates: one.type === "Polygon" ? one.arcs.map(ring) : one.arcs.map((polygon) => polygon.map(ring)) },
      })),
  };
};
const load = () => (outlines ??= fetch("/desk-static/outlines.json").then((answer) => answer.json()).then(decode));
// Where a country's name stands: in the middle of its largest piece.
const middle = (geometry) => {
  let best = null;
  for (const polygon of geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) {
    const ring = polygon[0];
    let area = 0, x = 0, y = 0;
    for (let n = 0; n < ring.length - 1; n++) {
      const part = ring[n][0] * ring[n + 1][1] - ring[n + 1][0] * ring[n][1];
      area += part;
      x += (ring[n][0] + ring[n + 1][0]) * part;
      y += (ring[n][1] + ring[n + 1][1]) * part;
    }
    if (area && (!best || Math.abs(area) > best.area)) best = { area: Math.abs(area), lat: y / (3 * area), lon: x / (3 * area) };
  }
  return best;
};
const label = (words, kind, lat, lon) => {
  const element = document.createElement("span");
  element.textContent = words; // text, never HTML
  return L.marker([lat, lon], { interactive: false, keyboard: false, icon: L.divIcon({ className: `mapname ${kind}`, html: element, iconSize: null, iconAnchor: [0, 0] }) });
};
const colour = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

export default {
  template: "<div></div>",
  props: { spots: String, chosen: Number, label: String, resourcePath: String, tiles: String, credit: String, fit: Number },
  emits: ["pick", "view", "place"],
  async mounted() {
    this.map = L.map(this.$el, { center: [15, 10], zoom: 2, minZoom: 1, maxZoom: 12, worldCopyJump: true, preferCanvas: true, zoomSnap: 0.5, zoomControl: true });
    this.map.attributionControl.setPrefix("Leaflet");
    this.$el.setAttribute("role", "application");
    this.$el.setAttribute("aria-label", this.label);
    this.back = L.layerGroup().addTo(this.map);
    this.front = L.layerGroup().addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    if (this.tiles) L.tileLayer(this.tiles, { attribution: this.credit || "", maxZoom: 19 }).addTo(this.map);
    this.ground();
    this.draw();
    this.refit();
    this.map.on("moveend", () => {
      const box = this.map.getBounds();
      this.$emit("view", [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()]);
      this.relabel();
    });
    this.map.on("click", (event) => this.$emit("place", [event.latlng.lat, event.latlng.wrap().lng]));
    this.sizes = new ResizeObserver(() => this.map.invalidateSize());
    this.sizes.observe(this.$el);
    this.looks = new MutationObserver(() => (this.ground(), this.draw()));
    this.looks.observe(document.body, { attributes: true, attributeFilter: ["class"] });
    this.$el.deskMap = this.map; // for tests: where is a spot on the screen?
  },
  unmounted() {
    this.sizes?.disconnect();
    this.looks?.disconnect();
    this.map?.remove();
    this.map = null; // what was asked for meanwhile must not draw on it
  },
  watch: {
    spots() {
      this.draw();
    },
    chosen() {
      this.draw();
    },
    fit() {
      this.refit();
    },
  },
  methods: {
    held() {
      return JSON.parse(this.spots || "[]");
    },
    async ground() {
      if (this.tiles) return;
      const land = await load();
      if (!this.map) return;
      this.back.clearLayers();
      L.geoJSON(land, {
        interactive: false,
        attribution: "Outlines: Natural Earth \u00b7 Towns: GeoNames",
        style: { color: colour("--border"), weight: 0.8, fillColor: colour("--land"), fillOpacity: 1 },
      }).addTo(this.back);
      this.land = land.features.map((one) => ({ ...middle(one.geometry), name: one.properties?.name })).filter((one) => one.area && one.name);
      this.draw();
      this.relabel();
    },
    // Names of countries, and of the towns of the gazetteer that have room: the largest first, none over another.
    async relabel() {
      if (this.tiles || !this.land || !this.map) return;
      const box = this.map.getBounds();
      const zoom = this.map.getZoom();
      const ask = this.asked = { south: box.getSouth(), west: box.getWest(), north: box.getNorth(), east: box.getEast() };
      let towns = [];
      if (zoom >= 4 && ask.east - ask.west < 180) {
        const turned = (lon) => L.latLng(0, lon).wrap().lng;
        const question = new URLSearchParams({ ...ask, west: turned(ask.west), east: turned(ask.east) });
        towns = await fetch("/desk-places?" + question).then((answer) => (answer.ok ? answer.json() : []), () => []);
      }
      if (this.asked !== ask || !this.map) return; // moved on, or gone
      this.names.clearLayers();
      const taken = [];
      const put = (name, kind, lat, lon, size) => {
        if (lon < ask.west) lon += 360;
        if (!box.contains([lat, lon])) return;
        const at = this.map.latLngToContainerPoint([lat, lon]);
        const width = name.length * size * 0.62 + 12;
        const left = kind === "land" ? at.x - width / 2 : at.x;
        const frame = [left, at.y - size, left + width, at.y + size];
        if (taken.some((one) => frame[0] < one[2] && one[0] < frame[2] && frame[1] < one[3] && one[1] < frame[3])) return;
        taken.push(frame);
        label(name, kind, lat, lon).addTo(this.names);
      };
      const wide = (one) => Math.sqrt(one.area) * 2 ** zoom > 90; // a name about as wide as its country
      for (const one of [...this.land].sort((a, b) => b.area - a.area)) if (wide(one) && zoom < 7) put(one.name, "land", one.lat, one.lon, 12);
      for (const [name, lat, lon] of towns) put(name, "town", lat, lon, 10);
    },
    refit() {
      const points = this.held().map((spot) => [spot.lat, spot.lon]);
      if (points.length) this.map.fitBounds(L.latLngBounds(points).pad(0.25), { maxZoom: 6.5, animate: false });
    },
    draw() {
      if (!this.map) return;
      this.front.clearLayers();
      const shapes = { red: "--bad", green: "--deep", grey: "--edge", amber: "--warn" };
      this.held().forEach((spot, at) => {
        const now = at === this.chosen;
        const tint = colour(shapes[spot.tint] || "--bad");
        const style = { color: tint, weight: now ? 3 : 1.2, fillColor: tint, fillOpacity: now ? 0.75 : 0.4 };
        const layer = spot.km
          ? L.circle([spot.lat, spot.lon], { radius: spot.km * 1000, ...style, fillOpacity: now ? 0.35 : 0.13, dashArray: "5 4" })
          : L.circleMarker([spot.lat, spot.lon], { radius: spot.size || 6, ...style });
        const words = document.createElement("span");
        words.textContent = spot.name || ""; // text, never HTML
        layer.bindTooltip(words);
        layer.on("click", (event) => {
          L.DomEvent.stopPropagation(event);
          this.$emit("pick", at);
        });
        layer.addTo(this.front);
      });
    },
  },
};
