/** One wrong field of a request. `code` is stable; `message` is English for developers, apps translate the code. */
export interface FieldError {
  /** Path in the body, e.g. `zones.0.name`; the name of the parameter elsewhere. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What every error answer says (RFC 9457, `application/problem+json`). */
export interface ErrorDefinition {
  /** Stable, `module.reason`. */
  readonly code: string;
  readonly status: number;
  /** One sentence that is safe to show to anybody. */
  readonly title: string;
}

/** An operating error that the caller may see: everything else is answered as an internal error without detail. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly definition: ErrorDefinition;
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[];

  constructor(
    definition: ErrorDefinition,
    options: { detail?: string; errors?: readonly FieldError[] } = {},
  ) {
    super(options.detail ?? definition.title);
    this.definition = definition;
    this.detail = options.detail;
    this.errors = options.errors ?? [];
  }
}

/** An error about one field, so that a form can show it beside that field. */
export function fieldError(definition: ErrorDefinition, field: string, detail?: string): AppError {
  const message = detail ?? definition.title;
  return new AppError(definition, { detail: message, errors: [{ field, code: definition.code, message }] });
}
