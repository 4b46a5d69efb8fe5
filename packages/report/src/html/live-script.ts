/**
 * The one script that the served pages carry: a page of a run that is going is fetched again every two seconds and its
 * changed parts take the place of the old ones; what is being typed or read stays. `/` finds, `g` goes to the runs.
 */
export const liveScript = `{
addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
  if (event.key === '/') { const field = document.querySelector('[data-key="/"]'); if (field) { event.preventDefault(); field.focus(); } }
  if (event.key === 'g') location.href = '/runs';
});
const isLive = () => document.querySelector('[data-live="yes"]') !== null;
async function refresh() {
  if (!isLive()) return;
  try {
    const fresh = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const busy = document.activeElement && document.activeElement !== document.body;
    const open = document.querySelector('details[open]');
    document.querySelector('header').replaceWith(fresh.querySelector('header'));
    if (!busy && !open) document.querySelector('main').replaceWith(fresh.querySelector('main'));
  } catch { document.title = 'The server is gone'; return; }
  setTimeout(refresh, 2000);
}
setTimeout(refresh, 2000);
}`;
