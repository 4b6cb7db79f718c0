/** Gates within gates, the innermost open and lit. */
export function GateArt() {
  return (
    <svg
      class="hidden h-full min-h-0 w-full lg:block"
      viewBox="20 30 560 580"
      preserveAspectRatio="xMidYMax meet"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      <g stroke="#6d3a63" stroke-width="2">
        <path d="M40 600V300a260 260 0 01520 0v300" />
        <path d="M90 600V310a210 210 0 01420 0v290" />
        <path d="M140 600V320a160 160 0 01320 0v280" />
        <path d="M190 600V330a110 110 0 01220 0v270" />
        <path d="M20 600h560" />
      </g>
      <path fill="#3b1a35" d="M240 600V345a60 60 0 01120 0v255z" />
      <path class="stroke-lantern" stroke-width="6" stroke-linecap="round" d="M240 430h120" />
      <circle class="fill-lantern" cx="300" cy="250" r="7" />
      <path stroke="#6d3a63" stroke-width="2" d="M300 40v203" />
    </svg>
  );
}
