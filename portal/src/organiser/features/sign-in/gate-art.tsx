/** Gates within gates, the innermost open and lit. */
export function GateArt() {
  return (
    <svg
      class="pointer-events-none absolute inset-x-0 bottom-0 hidden h-4/5 w-full opacity-90 lg:block"
      viewBox="0 0 600 700"
      preserveAspectRatio="xMidYMax slice"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <g stroke="#6d3a63" stroke-width="2">
        <path d="M40 700V300a260 260 0 01520 0v400" />
        <path d="M90 700V310a210 210 0 01420 0v390" />
        <path d="M140 700V320a160 160 0 01320 0v380" />
        <path d="M190 700V330a110 110 0 01220 0v370" />
      </g>
      <path fill="#3b1a35" d="M240 700V345a60 60 0 01120 0v355z" />
      <path class="stroke-lantern" stroke-width="6" stroke-linecap="round" d="M240 430h120" />
      <circle class="fill-lantern" cx="300" cy="250" r="7" />
      <path stroke="#6d3a63" stroke-width="2" d="M300 40v203" />
    </svg>
  );
}
