/** How the report looks on a screen and on paper. */
const LIGHT = `--ink:#1c2128;--muted:#59636e;--line:#d1d9e0;--paper:#fff;--raised:#f6f8fa;--good:#1a7f37;--bad:#cf222e;
--accent:#0969da;--series0:#0969da;--series1:#bc4c00;--series2:#1a7f37;--series3:#8250df;--series4:#bf3989;--series5:#57606a;`;
const DARK = `--ink:#e3e8ee;--muted:#9aa4af;--line:#323b46;--paper:#0d1117;--raised:#151b23;--good:#56d364;--bad:#ff7b72;
--accent:#58a6ff;--series0:#58a6ff;--series1:#f0883e;--series2:#56d364;--series3:#bc8cff;--series4:#f778ba;--series5:#9aa4af;`;

export const REPORT_STYLE = `
:root{${LIGHT}color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{${DARK}}}
@media print{:root{${LIGHT}}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:400 1rem/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif}
body{margin:0 auto;max-width:60rem;padding:2rem clamp(1rem,4vw,2.5rem) 4rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:0 0 .75rem}
header{border-bottom:1px solid var(--line);margin-bottom:2rem;padding-bottom:1rem}
header p{margin:0}
small,.note{color:var(--muted);font-size:.9rem}
section{margin:0 0 3rem}
figure{margin:0 0 1rem;border:1px solid var(--line);border-radius:8px;padding:.75rem;background:var(--paper)}
svg{display:block;width:100%;height:auto;font-family:inherit}
.table{overflow-x:auto}
.table:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.92rem}
th,td{padding:.35rem .75rem .35rem 0;text-align:left;border-bottom:1px solid var(--line);white-space:nowrap}
td:last-child,th:last-child{padding-right:0;white-space:normal}
#frontier-usd td:last-child,#frontier-ms td:last-child{min-width:15rem}
th{color:var(--muted);font-weight:600}
.right{text-align:right}
tbody tr:hover{background:var(--raised)}
.note{margin:.5rem 0 0}
ul{padding-left:1.2rem}
@media print{body{max-width:none;padding:0}section{break-inside:avoid}.table{overflow:visible}th,td{white-space:normal}}
`;
