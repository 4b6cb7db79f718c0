/** The look of the caught-mail pages; a file of its own because our policy allows no style inside a page. */
export const mailPageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.5rem; margin: 0 0 0.25rem; overflow-wrap: anywhere; }
ul { list-style: none; padding: 0; border-block-start: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: 0.75rem 0.25rem; color: inherit;
  text-decoration: none; border-block-end: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
li a:hover b { text-decoration: underline; }
li span { grid-row: 2; }
li time { grid-row: 1 / 3; grid-column: 2; align-self: center; font-variant-numeric: tabular-nums; }
iframe { width: 100%; height: 70vh; border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
  border-radius: 0.5rem; background: white; color-scheme: light; }
`;
