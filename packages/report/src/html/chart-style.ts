/** How charts look; they take every colour from here. */
export const chartStyle = `svg { display: block; max-width: 100%; }
svg text { fill: var(--soft); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; font-variant-numeric: tabular-nums; }
.trend { width: 100%; height: auto; max-width: 520px; overflow: visible; }
.grid { stroke: var(--rule); stroke-width: 1; }
.band { fill: var(--accent); opacity: .14; }
.line { fill: none; stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.line.second { stroke: var(--doubt); } .line.third { stroke: var(--worse); }
.dot { fill: var(--accent); } .dot.fail { fill: var(--worse); } .dot.inconclusive { fill: var(--page); stroke: var(--doubt); stroke-width: 1.75; }
.dot.last { stroke: var(--page); stroke-width: 1.5; }
.band.second { fill: var(--doubt); } .dot.second { fill: var(--doubt); }
.whisker { stroke: var(--accent); stroke-width: 1.5; opacity: .5; }
.mark { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
.mark.drift { stroke-dasharray: none; opacity: .6; }
.mark.break { stroke: var(--worse); stroke-dasharray: none; }
.event { fill: var(--worse); }
.release { stroke: var(--better); stroke-width: 1.25; }
.mark-text { font-size: 10px; } .release-text { paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
.now-text { fill: var(--ink); font-weight: 600; }
.rows { width: 100%; height: auto; max-width: 860px; margin: 0 0 10px; }
.rows .row-text { fill: var(--ink); font-size: 12px; }
.wide-whisker { stroke-width: 5; stroke-linecap: round; opacity: .28; }
.spark { width: 96px; height: 26px; overflow: visible; }
.heat { display: block; max-width: none; }
.heat .passed { fill: light-dark(#e6ece8, #233029); }
.heat path { fill: none; }
.heat .failed { stroke: light-dark(#c2573b, #c4624a); }
.heat .mixed { stroke: light-dark(#e6bd6a, #94722f); }
.heat .faulted { stroke: light-dark(#8d98a5, #68737e); }
.heat .absent { stroke: var(--page); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; list-style: none; margin: 4px 0 8px; padding: 0; font-size: 12.5px; color: var(--soft); }
.legend li { display: flex; align-items: center; gap: 6px; }
.swatch { width: 11px; height: 11px; border-radius: 2px; flex: none; }
.swatch.passed { background: light-dark(#e6ece8, #233029); outline: 1px solid var(--rule); } .swatch.failed { background: light-dark(#c2573b, #c4624a); }
.swatch.mixed { background: light-dark(#e6bd6a, #94722f); } .swatch.faulted { background: light-dark(#8d98a5, #68737e); }
.bar { fill: var(--accent); } .bar-rest { fill: var(--rule); }
.whole { width: 100%; height: 8px; max-width: 260px; }
`;
