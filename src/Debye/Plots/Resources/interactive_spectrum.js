(() => {
  'use strict';
  const left = 70, right = 14, top = 30, bottom = 42, font = '13px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif';

  // Multiples of 1, 2 or 5 times a power of ten.
  const ticks = (low, high, wanted) => {
    const raw = (high - low) / wanted, power = 10 ** Math.floor(Math.log10(raw)), r = raw / power;
    const step = power * (r < 1.5 ? 1 : r < 3.5 ? 2 : r < 7.5 ? 5 : 10), found = [];
    for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(+(k * step).toPrecision(12));
    return found;
  };

  const text = value => value === 0 ? '0' : Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6 ? String(+value.toPrecision(6)) : value.toExponential(2).replace(/\.?0+e/, 'e');

  const explore = figure => {
    const data = JSON.parse(figure.querySelector('script').textContent);
    const canvas = figure.querySelector('canvas'), readout = figure.querySelector('output'), pen = canvas.getContext('2d');
    const axis = data.axis, count = axis.length, least = Math.min(...data.intensity.filter(v => v > 0));
    let isLog = data.log, low = axis[0], high = axis[count - 1], cursor = -1, band = -1, dragged = null;

    const height = value => isLog ? Math.log10(Math.max(value, least)) : value;
    const first = value => { let a = 0, b = count; while (a < b) { const m = (a + b) >> 1; if (axis[m] < value) a = m + 1; else b = m; } return a; };
    const nearest = value => { const i = Math.min(count - 1, Math.max(1, first(value))); return value - axis[i - 1] < axis[i] - value ? i - 1 : i; };
    const width = () => canvas.clientWidth, tall = () => canvas.clientHeight;
    const placeX = value => left + (value - low) / (high - low) * (width() - left - right);
    const valueAt = x => low + (x - left) / (width() - left - right) * (high - low);

    const look = (a, b) => {
      const all = axis[count - 1] - axis[0], span = Math.min(all, Math.max((b - a), 4 * all / count));
      const start = Math.min(Math.max(0.5 * (a + b) - 0.5 * span, axis[0]), axis[count - 1] - span);
      low = start; high = start + span;
      draw();
    };
    const zoom = (factor, about) => look(about - (about - low) * factor, about + (high - about) * factor);

    const draw = () => {
      const ratio = window.devicePixelRatio || 1, w = width(), h = tall();
      if (!w || !h) return;
      canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.fillStyle = '#fff'; pen.fillRect(0, 0, w, h);
      const from = Math.max(0, first(low) - 1), to = Math.min(count - 1, first(high));
      let bottomValue = isLog ? Infinity : 0, topValue = -Infinity;
      for (let i = from; i <= to; i++) { const v = height(data.intensity[i]); bottomValue = Math.min(bottomValue, v); topValue = Math.max(topValue, v); }
      if (!(topValue > bottomValue)) { bottomValue -= 0.5; topValue = bottomValue + 1; }
      topValue += 0.05 * (topValue - bottomValue);
      const placeY = value => h - bottom - (value - bottomValue) / (topValue - bottomValue) * (h - top - bottom);
      frame(w, h, bottomValue, topValue, placeY);
      pen.save();
      pen.beginPath(); pen.rect(left, top, w - left - right, h - top - bottom); pen.clip();
      for (const b of data.bands) {
        const x = placeX(b.from) - 1.5;
        pen.fillStyle = 'rgba(232,122,29,0.14)'; pen.fillRect(x, top, Math.max(3, placeX(b.to) - x + 1.5), h - top - bottom);
      }
      line(from, to, placeY);
      pen.restore();
      labels(w);
      if (cursor >= 0 && axis[cursor] >= low && axis[cursor] <= high) mark(h, placeY);
    };

    const frame = (w, h, bottomValue, topValue, placeY) => {
      pen.font = font; pen.lineWidth = 1; pen.strokeStyle = '#eef0f3'; pen.fillStyle = '#333';
      pen.textAlign = 'center';
      for (const t of ticks(low, high, Math.max(2, w / 106))) {
        const x = placeX(t);
        pen.beginPath(); pen.moveTo(x, top); pen.lineTo(x, h - bottom); pen.stroke();
        pen.fillText(text(t), x, h - bottom + 16);
      }
      pen.textAlign = 'right';
      for (const t of ticks(bottomValue, topValue, 6)) {
        if (isLog && t !== Math.round(t) && topValue - bottomValue >= 2) continue;
        const y = placeY(t);
        pen.beginPath(); pen.moveTo(left, y); pen.lineTo(w - right, y); pen.stroke();
        pen.fillText(text(isLog ? +(10 ** t).toPrecision(2) : t), left - 6, y + 4);
      }
      pen.strokeStyle = '#555'; pen.beginPath(); pen.moveTo(left, top); pen.lineTo(left, h - bottom); pen.lineTo(w - right, h - bottom); pen.stroke();
      pen.textAlign = 'center';
      pen.fillText(data.unit ? data.x + ' (' + data.unit + ')' : data.x, 0.5 * (left + w - right), h - 8);
      pen.save(); pen.translate(14, 0.5 * (top + h - bottom)); pen.rotate(-Math.PI / 2); pen.fillText(data.y, 0, 0); pen.restore();
    };

    // Every stretch in the colour of its more important end; the strongest last, so that it lies on top.
    const line = (from, to, placeY) => {
      const levels = Array.from({ length: 25 }, () => []);
      for (let i = from; i < to; i++) {
        const a = data.importance[i], b = data.importance[i + 1], v = Math.abs(a) > Math.abs(b) ? a : b;
        levels[12 + Math.round(12 * v)].push(i);
      }
      const order = Array.from({ length: 25 }, (_, k) => k).sort((a, b) => Math.abs(a - 12) - Math.abs(b - 12));
      pen.lineJoin = 'round';
      for (const level of order) {
        pen.strokeStyle = level === 12 ? '#8f98a5' : data.colors[level]; pen.lineWidth = level === 12 ? 1 : 2; pen.beginPath();
        for (const i of levels[level]) {
          pen.moveTo(placeX(axis[i]), placeY(height(data.intensity[i])));
          pen.lineTo(placeX(axis[i + 1]), placeY(height(data.intensity[i + 1])));
        }
        pen.stroke();
      }
    };

    const labels = w => {
      pen.fillStyle = '#7a3b06'; pen.textAlign = 'center';
      let end = -Infinity;
      for (const b of [...data.bands].sort((p, q) => p.from - q.from)) {
        const middle = 0.5 * (b.from + b.to), half = 0.5 * pen.measureText(b.label).width;
        if (!b.label || middle < low || middle > high) continue;
        const x = Math.min(Math.max(placeX(middle), left + half), w - right - half);
        if (x - half < end + 6) continue;
        pen.fillText(b.label, x, top - 8); end = x + half;
      }
    };

    const mark = (h, placeY) => {
      const x = placeX(axis[cursor]), y = placeY(height(data.intensity[cursor]));
      pen.strokeStyle = '#9aa1ab'; pen.lineWidth = 1; pen.beginPath(); pen.moveTo(x, top); pen.lineTo(x, h - bottom); pen.stroke();
      pen.fillStyle = '#111'; pen.beginPath(); pen.arc(x, y, 3.5, 0, 2 * Math.PI); pen.fill();
    };

    const read = i => {
      cursor = Math.min(count - 1, Math.max(0, i));
      const inside = data.bands.find(b => b.label && axis[cursor] >= b.from && axis[cursor] <= b.to);
      readout.textContent = data.x + ' ' + text(axis[cursor]) + (data.unit ? ' ' + data.unit : '') + ' · ' + data.y + ' ' + text(data.intensity[cursor])
        + ' · Importance ' + text(+(data.importance[cursor] * data.largest).toPrecision(3)) + ' (' + Math.round(100 * data.importance[cursor]) + ' %)' + (inside ? ' · ' + inside.label : '');
      draw();
    };

    const actions = {
      log: () => { isLog = !isLog && Number.isFinite(least); figure.querySelector('[data-do=log]').setAttribute('aria-pressed', isLog); draw(); },
      all: () => look(axis[0], axis[count - 1]),
      band: () => {
        if (data.bands.length === 0) return;
        band = (band + 1) % data.bands.length;
        const b = data.bands[band], margin = Math.max(2 * (b.to - b.from), 12 * (axis[count - 1] - axis[0]) / count);
        let best = first(b.from);
        for (let i = best; i < count && axis[i] <= b.to; i++) if (data.importance[i] > data.importance[best]) best = i;
        look(b.from - margin, b.to + margin); read(best);
      },
    };
    const keys = {
      ArrowLeft: () => follow(-1), ArrowRight: () => follow(1), PageUp: () => look(low - 0.5 * (high - low), high - 0.5 * (high - low)),
      PageDown: () => look(low + 0.5 * (high - low), high + 0.5 * (high - low)), Home: () => { read(0); keep(); }, End: () => { read(count - 1); keep(); },
      '+': () => zoom(0.7, middle()), '=': () => zoom(0.7, middle()), '-': () => zoom(1 / 0.7, middle()), 0: actions.all, l: actions.log, L: actions.log, b: actions.band, B: actions.band,
    };
    const middle = () => cursor >= 0 && axis[cursor] >= low && axis[cursor] <= high ? axis[cursor] : 0.5 * (low + high);
    const keep = () => { const v = axis[cursor], span = high - low; if (v < low || v > high) look(v - 0.5 * span, v + 0.5 * span); };
    const follow = step => { read(cursor < 0 ? nearest(0.5 * (low + high)) : cursor + step); keep(); };

    canvas.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
      event.preventDefault(); keys[event.key]();
    });
    canvas.addEventListener('wheel', event => { event.preventDefault(); zoom(event.deltaY < 0 ? 0.8 : 1.25, valueAt(event.offsetX)); }, { passive: false });
    canvas.addEventListener('pointerdown', event => { dragged = { x: event.offsetX, low, high }; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener('pointerup', () => { dragged = null; });
    canvas.addEventListener('pointercancel', () => { dragged = null; });
    canvas.addEventListener('pointermove', event => {
      if (dragged) {
        const shift = (dragged.x - event.offsetX) / (width() - left - right) * (dragged.high - dragged.low);
        look(dragged.low + shift, dragged.high + shift);
      } else read(nearest(valueAt(event.offsetX)));
    });
    canvas.addEventListener('dblclick', actions.all);
    for (const button of figure.querySelectorAll('button')) button.addEventListener('click', actions[button.dataset.do]);
    figure.querySelector('[data-do=log]').setAttribute('aria-pressed', isLog);
    new ResizeObserver(draw).observe(canvas);
    draw();
  };

  const start = () => document.querySelectorAll('figure.spectrum').forEach(explore);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
})();
