/** One wrong entry, as the server names it. */
export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** Status of a {@link Problem} that no server answered. */
export const unreachable = 0;

/** An answer that is not a success: RFC 9457 with Gatehouse's `code`, or no answer at all. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  /** Identifies the request in the server's log. */
  readonly reference: string | undefined;

  constructor(status: number, body: ProblemBody = {}) {
    super(body.detail ?? body.title ?? `The server answered ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.fields = body.errors ?? [];
    this.reference = body.instance;
  }
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly instance?: string;
  readonly errors?: readonly FieldProblem[];
}

/** Reads what a refusal says. A proxy in between may answer with anything, so nothing about it is taken for granted. */
export async function readProblem(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    return new Problem(response.status, typeof body === 'object' && body !== null ? body : {});
  } catch {
    return new Problem(response.status);
  }
}
