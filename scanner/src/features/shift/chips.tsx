export interface ChipsProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onValue: (value: string) => void;
}

/** One of a few, each one press away. */
export function Chips({ name, label, value, choices, onValue }: ChipsProps) {
  return (
    <fieldset class="door-chips">
      <legend>{label}</legend>
      <div>
        {choices.map((choice) => (
          <label key={choice.value}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onValue(choice.value)}
            />
            <span dir="auto">{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
