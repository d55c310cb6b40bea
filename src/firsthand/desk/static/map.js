// A map without a server: country outlines from the package, circles for what is on it. Tiles only if a server is set.
import { leaflet as L } from "nicegui-leaflet";

// The world has 97,000 points, a sixth of a second to lay out. Below this zoom those that are nearer to the last one than
// this (degrees) are left out, three in five: a pixel at most, and Leaflet draws no finer.
const FAR = 3, APART = 0.25;
let fetched = null;
const outlines = {}; // decoded once a page, whole and far
const decode = (topology, apart) => {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    const points = [];
    let x = 0, y = 0, last = null;
    arc.forEach(([dx, dy], n) => {
      const point = [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]];
      if (last && n < arc.length - 1 && Math.abs(point[0] - last[0]) + Math.abs(point[1] - last[1]) < apart) return;
      points.push((last = point));
    });
    return points;
  });
  const ring = (parts) => {
    const points = [];
    for (const at of parts) {
      const arc = at < 0 ? arcs[~at].slice().reverse() : arcs[at];
      for (let n = points.length ? 1 : 0; n < arc.length; n++) points.push(arc[n]);
    }
    // a country on both sides of 180 degrees goes on past it, instead of jumping back across the whole map
    let turn = 0;
    const whole = points.map(([x, y], n) => {
      const step = n ? x - points[n - 1][0] : 0;
      turn += step > 180 ? -360 : step < -180 ? 360 : 0;
      return [x + turn, y];
    });
    return turn === 0 ? whole : points;
  };
  const seen = ([outer]) => outer.length > 3; // an island can be nothing from far
  return {
    type: "FeatureCollection",
    features: topology.objects.countries.geometries
      .filter((one) => one.type)
      .map((one) => ({
        type: "Feature",
        properties: one.properties,
        geometry: { type: "MultiPolygon", coordinates: (one.type === "Polygon" ? [one.arcs] : one.arcs).map((polygon) => polygon.map(ring)).filter(seen) },
      })),
  };
};
const load = (apart) => {
  fetched ??= fetch("/desk-static/outlines.json").then((answer) => answer.json());
  return (outlines[apart] ??= fetched.then((topology) => decode(topology, apart)));
};
// Where a country's name stands: in the middle of its largest piece.
const middle = (geometry) => {
  let best = null;
  for (const polygon of geometry.coordinates) {
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
  props: { spots: String, chosen: Number, label: String, resourcePath: String, tiles: String, credit: String, fit: Number, waiting: Boolean },
  emits: ["pick", "view", "place", "drawn"],
  async mounted() {
    this.map = L.map(this.$el, { center: [15, 10], zoom: 2, minZoom: 1, maxZoom: 12, worldCopyJump: true, preferCanvas: true, zoomSnap: 0.5, zoomControl: true });
    this.map.attributionControl.setPrefix("Leaflet");
    this.$el.setAttribute("role", "application");
    this.$el.setAttribute("aria-label", this.label);
    this.back = L.layerGroup().addTo(this.map);
    this.front = L.layerGroup().addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    if (this.tiles) L.tileLayer(this.tiles, { attribution: this.credit || "", maxZoom: 19 }).addTo(this.map);
    if (!this.waiting) this.begin();
    else if (!this.tiles) load(APART);
    this.map.on("moveend", () => {
      const box = this.map.getBounds();
      this.$emit("view", [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()]);
      if (this.apart !== undefined && this.apart !== this.finest()) this.ground();
      this.relabel();
    });
    this.map.on("click", (event) => this.$emit("place", [event.latlng.lat, event.latlng.wrap().lng]));
    this.sizes = new ResizeObserver(() => this.map.invalidateSize());
    this.sizes.observe(this.$el);
    this.looks = new MutationObserver(() => {
      if (!this.begun || this.look === this.looking()) return;
      this.ground();
      this.draw();
    });
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
      if (this.begun) this.draw();
    },
    chosen() {
      if (this.begun) this.draw();
    },
    fit() {
      if (this.begun) this.refit();
    },
    waiting() {
      if (!this.waiting && !this.begun) this.begin();
    },
  },
  methods: {
    // Outlines are laid out for one part of the world, a tenth of a second: so once, when it is known which.
    begin() {
      this.begun = true;
      this.refit();
      this.ground();
      this.draw();
      requestAnimationFrame(() => requestAnimationFrame(() => this.$emit("drawn")));
    },
    finest() {
      return this.map.getZoom() < FAR ? APART : 0;
    },
    looking() {
      return ["--border", "--land", "--bad", "--deep", "--edge", "--warn"].map(colour).join();
    },
    held() {
      return JSON.parse(this.spots || "[]");
    },
    async ground() {
      this.look = this.looking();
      if (this.tiles) return;
      const apart = (this.apart = this.finest());
      const land = await load(apart);
      if (!this.map || this.apart !== apart) return; // gone, or zoomed meanwhile
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
      const tints = { red: colour("--bad"), green: colour("--deep"), grey: colour("--edge"), amber: colour("--warn") };
      this.held().forEach((spot, at) => {
        const now = at === this.chosen;
        const tint = tints[spot.tint] || tints.red;
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
