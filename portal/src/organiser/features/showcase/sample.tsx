import type { ComponentChildren } from 'preact';

/** A component under its name in the code, which is the same in every language. */
export function Sample({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <section class="grid min-w-0 gap-3">
      <h2 dir="ltr" class="font-mono text-ink-muted text-sm">
        {name}
      </h2>
      {children}
    </section>
  );
}
