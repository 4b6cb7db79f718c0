/** Served as a file of its own, because the page's policy allows no style within the text. */
export const lanStyle = `
:root { color-scheme: light dark; --ink: #15202b; --soft: #566370; --paper: #f6f4ef; --card: #fff; --line: #dcd8ce; --accent: #0b6b52; --on-accent: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae4; --soft: #a2abb3; --paper: #12181d; --card: #1a2229; --line: #2e3942; --accent: #4cc79f; --on-accent: #06231a; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: center; padding: .75rem 1rem; font-size: .9375rem; }
nav a { color: var(--soft); text-decoration: none; padding: .5rem .25rem; }
nav a[aria-current] { color: var(--ink); box-shadow: inset 0 -2px var(--accent); }
main { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
.brand { margin: 0; color: var(--accent); font-weight: 700; letter-spacing: .02em; }
h1 { margin: .25rem 0 .75rem; font-size: 2rem; line-height: 1.15; letter-spacing: -.015em; }
h2 { margin: 0 0 .5rem; font-size: 1.0625rem; }
.button { display: block; margin: 1.25rem 0; padding: .9rem 1.25rem; border-radius: .75rem; background: var(--accent); color: var(--on-accent); font-weight: 650; text-align: center; text-decoration: none; }
.button:focus-visible, nav a:focus-visible { outline: 3px solid var(--ink); outline-offset: 3px; }
.ways { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); }
section { padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
ol { margin: 0; padding-inline-start: 1.25rem; }
li + li { margin-top: .5rem; }
footer { margin-top: 2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; }
code { overflow-wrap: anywhere; font-size: .8125rem; }
`;
