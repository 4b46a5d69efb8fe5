import { chartStyle } from './chart-style.ts';

/** The one style sheet of every page: light and dark, a phone, a desk and paper. */
export const pageStyle: string = `:root {
  color-scheme: light dark;
  --page: light-dark(#fcfcfa, #14171a);
  --sheet: light-dark(#ffffff, #1b1f23);
  --ink: light-dark(#1c2127, #e4e7ea);
  --soft: light-dark(#57606a, #a3adb8);
  --rule: light-dark(#e2e4e1, #30363c);
  --hover: light-dark(#f3f4f1, #22272c);
  --accent: light-dark(#1f5fa8, #7db4f0);
  --worse: light-dark(#a8321e, #f0907a);
  --better: light-dark(#1d6f47, #74c69d);
  --doubt: light-dark(#80560a, #dcb35c);
  --worse-soft: light-dark(#fbe9e4, #40251f);
  --better-soft: light-dark(#e4f3ea, #1b3528);
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums; }
main, body > header, body > footer { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
body > header { padding-top: 32px; }
a { color: var(--accent); text-underline-offset: 2px; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible, button:focus-visible, input:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 8px; background: var(--sheet); padding: 4px 8px; z-index: 2; }
.eyebrow { color: var(--soft); font-size: 13px; margin: 0 0 6px; }
h1 { font-size: 27px; line-height: 1.25; letter-spacing: -.012em; font-weight: 650; margin: 0 0 8px; max-width: 34em; text-wrap: balance; }
h1.worse { color: var(--worse); }
h2 { font-size: 19px; line-height: 1.3; letter-spacing: -.006em; margin: 0; font-weight: 650; }
h3 { font-size: 15px; margin: 26px 0 8px; font-weight: 650; }
h4 { font-size: 14px; margin: 0 0 4px; font-weight: 600; }
p { margin: 0 0 10px; max-width: 72ch; }
section { margin-top: 40px; padding-top: 20px; border-top: 1px solid var(--rule); scroll-margin-top: 8px; }
section > .lead { color: var(--soft); margin: 2px 0 14px; }
.name { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .92em; overflow-wrap: anywhere; }
h1 .name, h2 .name { font-family: inherit; font-size: 1em; }
.soft, .none { color: var(--soft); }
.worse { color: var(--worse); } .better { color: var(--better); } .doubt { color: var(--doubt); }
.num { text-align: right; white-space: nowrap; }
.statements { list-style: none; margin: 0 0 8px; padding: 0; }
.statements li { padding: 5px 0 5px 22px; position: relative; max-width: 82ch; }
.statements li::before { content: ""; position: absolute; left: 2px; top: 13px; width: 8px; height: 8px; border-radius: 50%; background: var(--soft); }
.statements li.is-worse::before { background: var(--worse); }
.statements li.is-better::before { background: var(--better); }
.statements li.is-doubt::before { background: transparent; border: 2px solid var(--doubt); }
.contents { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 18px 0 0; padding: 0; list-style: none; font-size: 13.5px; }
.wide { overflow-x: auto; margin: 0 -24px; padding: 0 24px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; line-height: 1.4; }
caption { text-align: left; color: var(--soft); font-size: 13px; padding: 0 0 6px; }
th { text-align: left; font-weight: 550; color: var(--soft); font-size: 12.5px; vertical-align: bottom; white-space: nowrap; }
th, td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--rule); vertical-align: middle; }
th:last-child, td:last-child { padding-right: 0; }
tbody th { color: var(--ink); font-size: 13.5px; white-space: normal; }
tbody tr:hover { background: var(--hover); }
.main-table td .soft { font-size: 12.5px; white-space: nowrap; }
.main-table th, .main-table td { padding-top: 4px; padding-bottom: 4px; }
.main-table tbody th { white-space: nowrap; }
.rate { font-weight: 600; }
p.small { font-size: 13px; margin: 2px 0 4px; }
.soft.worse { color: var(--worse); } .soft.better { color: var(--better); } .soft.doubt { color: var(--doubt); }
.keep { white-space: nowrap; }
table.narrow { width: auto; min-width: 320px; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(270px, 1fr)); gap: 28px; margin-top: 30px; }
.panel h2 { font-size: 16px; } .panel p.lead { color: var(--soft); font-size: 13px; margin: 0 0 8px; min-height: 2.9em; }
.panel table { font-size: 13px; }
.panel .figure { font-size: 25px; font-weight: 650; letter-spacing: -.015em; margin: 4px 0 0; line-height: 1.2; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 20px 28px; }
figure { margin: 0; min-width: 0; }
figcaption { font-size: 13px; display: flex; gap: 8px; align-items: baseline; justify-content: space-between; margin-bottom: 2px; }
figcaption b { font-weight: 600; overflow-wrap: anywhere; }
details { margin: 6px 0; }
summary { cursor: pointer; color: var(--soft); font-size: 13px; width: fit-content; }
summary:hover { color: var(--ink); }
details[open] > summary { margin-bottom: 6px; }
.talk { border: 1px solid var(--rule); background: var(--sheet); border-radius: 8px; padding: 14px 18px; margin: 0 0 14px; }
.talk summary { color: var(--ink); font-size: 14px; width: auto; }
details.talk:not([open]) { padding: 7px 18px; margin-bottom: 8px; }
h2 + .item { margin-top: 14px; } .item h3 { margin-top: 0; }
.wide + .charts { margin-top: 18px; }
.talk dl { display: grid; grid-template-columns: 84px 1fr; gap: 6px 14px; margin: 8px 0 0; font-size: 13.5px; }
.talk dt { color: var(--soft); } .talk dd { margin: 0; min-width: 0; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13.5px; line-height: 1.5; margin: 0; max-width: 90ch; }
.text.tall { max-height: 15em; overflow-y: auto; }
ins { background: var(--better-soft); color: var(--better); text-decoration: none; border-radius: 2px; }
del { background: var(--worse-soft); color: var(--worse); text-decoration-thickness: 1px; border-radius: 2px; }
.tag { display: inline-block; font-size: 12px; line-height: 1.5; padding: 0 7px; border-radius: 9px; border: 1px solid var(--rule); color: var(--soft); white-space: nowrap; }
.tag.worse { color: var(--worse); border-color: currentColor; } .tag.better { color: var(--better); border-color: currentColor; } .tag.doubt { color: var(--doubt); border-color: currentColor; }
.sum { display: flex; flex-wrap: wrap; gap: 6px 34px; margin: 6px 0 14px; padding: 0; list-style: none; }
.sum li { font-size: 13px; color: var(--soft); } .sum b { display: block; font-size: 21px; line-height: 1.25; color: var(--ink); font-weight: 650; letter-spacing: -.01em; }
.ids { margin: 0; padding: 0; list-style: none; columns: 260px auto; font-size: 13px; }
pre { background: var(--hover); padding: 12px 14px; border-radius: 6px; overflow-x: auto; font-size: 13px; }
kbd { font: inherit; border: 1px solid var(--rule); border-radius: 4px; padding: 0 5px; }
form.find { display: flex; flex-wrap: wrap; gap: 8px; margin: 14px 0; align-items: center; }
input, button, select { font: inherit; font-size: 14px; color: var(--ink); background: var(--sheet); border: 1px solid var(--rule); border-radius: 6px; padding: 5px 10px; min-height: 32px; }
button { cursor: pointer; }
nav.bar { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px; padding: 14px 0 0; }
progress { width: 100%; max-width: 420px; height: 10px; accent-color: var(--accent); }
.todo { list-style: none; padding: 0; margin: 6px 0; } .todo li { padding: 2px 0 2px 24px; position: relative; }
.todo li::before { content: ""; position: absolute; left: 2px; top: 6px; width: 12px; height: 12px; border: 1.5px solid var(--soft); border-radius: 3px; }
.ref { color: var(--soft); font-size: 11.5px; overflow-wrap: anywhere; }
body > footer { color: var(--soft); font-size: 12.5px; padding-top: 36px; padding-bottom: 48px; }
${chartStyle}
@media (max-width: 640px) {
  main, body > header, body > footer { padding-left: 16px; padding-right: 16px; }
  body > header { padding-top: 20px; }
  h1 { font-size: 22px; }
  .wide { margin: 0 -16px; padding: 0 16px; }
  .charts { grid-template-columns: minmax(0, 1fr); }
  .talk { padding: 12px 14px; }
  details.talk:not([open]) { padding: 7px 14px; margin-bottom: 8px; }
  .talk dl { grid-template-columns: 1fr; gap: 2px; } .talk dt { margin-top: 8px; }
  .wide thead { position: absolute; left: -999px; }
  .wide tr { display: flex; flex-wrap: wrap; gap: 1px 14px; padding: 10px 0; border-bottom: 1px solid var(--rule); }
  .wide th, .wide td { border: 0; padding: 0; text-align: left; white-space: normal; max-width: 100%; }
  .wide tbody th, .main-table tbody th { width: 100%; white-space: normal; }
  .wide td:empty { display: none; }
  .wide td[data-label]::before { content: attr(data-label) " "; color: var(--soft); font-size: 12px; }
  .wide .name, .panel .name { overflow-wrap: break-word; }
  .heat { max-width: 100%; height: auto; }
  table.narrow { width: 100%; min-width: 0; }
  .main-table td.curve { width: 100%; }
}
@media print {
  :root { color-scheme: light; --page: #fff; }
  body { font-size: 10.5pt; }
  main, body > header, body > footer { max-width: none; padding: 0; }
  .wide { overflow: visible; margin: 0; padding: 0; }
  .text.tall { max-height: none; }
  .contents, .skip, form, nav.bar { display: none; }
  .main-table { font-size: 8pt; }
  .main-table th, .main-table td { padding: 2px 5px 2px 0; font-size: inherit; }
  .main-table tbody th, .main-table thead th, .main-table td .soft { white-space: normal; font-size: inherit; }
  .main-table td:last-child .name { white-space: nowrap; }
  .spark { width: 64px; height: 18px; }
  .panels { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 16px; }
  .charts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  details.data { display: none; }
  figure, .talk, tr, .panel { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  th, td { padding: 4px 8px 4px 0; }
}
`;
