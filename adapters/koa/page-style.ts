/** The style sheet of all pages: light and dark, one column on narrow screens. */
export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --quiet: light-dark(#57606a, #9aa4af);
  --good: light-dark(#116329, #56d364); --bad: light-dark(#a40e26, #ff7b72); --still: light-dark(#6639ba, #d2a8ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; font: 16px/1.5 system-ui, sans-serif;
  color: light-dark(#1f2328, #e6edf3); background: light-dark(#fff, #0d1117); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; margin: 2rem 0 .5rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.status { font-weight: 600; }
.status-published { color: var(--good); }
.status-failed { color: var(--bad); }
.status-pending { color: var(--still); }
.quiet { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .375rem .75rem .375rem 0; text-align: left; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
td.text { min-width: 14rem; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.endpoint { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: 1rem; }
.endpoint h3 { font-size: 1rem; margin: 0; }
.endpoint pre { overflow-x: auto; border: 1px solid var(--line); border-radius: .375rem; padding: .5rem .75rem; }
nav ul { columns: 16rem; padding-left: 1.25rem; }
a { color: light-dark(#0969da, #4493f8); }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`.trimStart();
