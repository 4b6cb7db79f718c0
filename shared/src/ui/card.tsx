import type { ComponentChildren } from 'preact';

export interface CardProps {
  readonly title?: string;
  readonly actions?: ComponentChildren;
  /** Content that reaches the edges, such as a table. */
  readonly flush?: boolean;
  readonly children: ComponentChildren;
}

export function Card({ title, actions, flush, children }: CardProps) {
  return (
    <section class="ui-card">
      {(title || actions) && (
        <header class="ui-card-head">
          {title && <h2>{title}</h2>}
          {actions && <div class="ui-actions">{actions}</div>}
        </header>
      )}
      <div class={flush === true ? 'pt-1' : 'ui-card-body'}>{children}</div>
    </section>
  );
}

export interface PageHeaderProps {
  readonly title: string;
  readonly lead?: string;
  /** Stands above the title: a badge or the way back. */
  readonly above?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

export function PageHeader({ title, lead, above, actions }: PageHeaderProps) {
  return (
    <header class="ui-page-header">
      <div class="grid gap-1.5">
        {above}
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {actions && <div class="ui-actions">{actions}</div>}
    </header>
  );
}
