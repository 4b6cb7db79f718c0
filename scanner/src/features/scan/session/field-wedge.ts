/** Where a key went, and what was there before it. */
export interface FieldStroke<Field> {
  readonly field: Field;
  readonly value: string;
  /** Milliseconds that only go forward. */
  readonly at: number;
}

/** Nobody types eight characters at this pace; hand scanners send theirs within a few milliseconds. */
const MEAN_PAUSE_MS = 40;
/** Whoever typed before the code came paused for longer. */
const LONGEST_PAUSE_MS = 100;
const SHORTEST_TEXT = 8;

/** Finds a code that a hand scanner types into a field, so that it is not taken for an answer. */
export interface FieldWedge<Field> {
  character(stroke: FieldStroke<Field>): void;
  /** Enter or Tab. @returns where the burst that it ends began, with what was in the field then; null: a person's key */
  end(at: number): FieldStroke<Field> | null;
}

export function createFieldWedge<Field>(): FieldWedge<Field> {
  let burst: FieldStroke<Field>[] = [];

  return {
    character(stroke) {
      const last = burst.at(-1);
      if (last === undefined || last.field !== stroke.field || stroke.at - last.at > LONGEST_PAUSE_MS)
        burst = [];
      burst.push(stroke);
    },
    end(at) {
      const ended = burst;
      burst = [];
      const [first] = ended;
      if (first === undefined || ended.length < SHORTEST_TEXT) return null;
      return at - first.at <= MEAN_PAUSE_MS * ended.length ? first : null;
    },
  };
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * Listens for a hand scanner that types into a field. The field gets back what was in it, and the code goes nowhere.
 * @returns ends it
 */
export function listenForWedgeInFields(target: Document, onFound: () => void): () => void {
  const wedge = createFieldWedge<Field>();
  function onKey(event: KeyboardEvent): void {
    const field = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isField(field)) return;
    const { key, timeStamp: at } = event;
    if (key !== 'Enter' && key !== 'Tab') {
      if ([...key].length === 1) wedge.character({ field, value: field.value, at });
      return;
    }
    const began = wedge.end(at);
    if (began === null) return;
    // The Enter of a burst would send the form.
    event.preventDefault();
    event.stopPropagation();
    restore(began);
    onFound();
  }
  target.addEventListener('keydown', onKey, true);
  return () => target.removeEventListener('keydown', onKey, true);
}

function isField(target: EventTarget | null): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}

/** As if somebody had entered it, so that whoever holds the field's state hears of it. */
function restore({ field, value }: FieldStroke<Field>): void {
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
}
