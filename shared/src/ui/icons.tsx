import type { FunctionComponent } from 'preact';

export interface IconProps {
  /** Edge in pixels; 20 when it stands beside text. */
  readonly size?: number;
}

export type Icon = FunctionComponent<IconProps>;

/** Makes an icon from strokes on a 24 × 24 grid. An icon always stands beside its word, so readers are not told of it. */
function icon(strokes: string): Icon {
  return function StrokedIcon({ size = 20 }: IconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        stroke-width="1.9"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d={strokes} />
      </svg>
    );
  };
}

export const HomeIcon = /* @__PURE__ */ icon('M4 11l8-7 8 7v9h-5v-6h-6v6H4z');
export const CalendarIcon = /* @__PURE__ */ icon('M4 6h16v14H4zM4 10h16M8 3v4M16 3v4');
export const PartsIcon = /* @__PURE__ */ icon('M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM16.5 13v7M13 16.5h7');
export const PlusIcon = /* @__PURE__ */ icon('M12 5v14M5 12h14');
export const CheckIcon = /* @__PURE__ */ icon('M4.5 12.5l5 5L19.5 7');
export const CrossIcon = /* @__PURE__ */ icon('M6 6l12 12M18 6L6 18');
export const AlertIcon = /* @__PURE__ */ icon('M12 3.5L22 20H2zM12 10v4.5M12 17.4v.1');
export const InfoIcon = /* @__PURE__ */ icon('M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.6v.1');
export const ChevronIcon = /* @__PURE__ */ icon('M6 9.5l6 6 6-6');
export const SignOutIcon = /* @__PURE__ */ icon('M10 4H5v16h5M14 8l4 4-4 4M18 12H9');
export const GlobeIcon = /* @__PURE__ */ icon(
  'M12 3a9 9 0 100 18 9 9 0 000-18zM3 12h18M12 3c3 2.5 3.6 6 3.6 9s-.6 6.5-3.6 9M12 3C9 5.5 8.4 9 8.4 12s.6 6.5 3.6 9',
);
export const SunIcon = /* @__PURE__ */ icon(
  'M12 8a4 4 0 100 8 4 4 0 000-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
);
export const MoonIcon = /* @__PURE__ */ icon('M20 14.5A8.5 8.5 0 019.5 4a8.5 8.5 0 1010.5 10.5z');
export const DeviceIcon = /* @__PURE__ */ icon('M3 5h18v11H3zM8 20h8M12 16v4');
export const PhoneIcon = /* @__PURE__ */ icon('M7 2.5h10v19H7zM10.5 18.5h3');
export const CameraIcon = /* @__PURE__ */ icon(
  'M3 8h4l2-3h6l2 3h4v11H3zM12 10a3.5 3.5 0 100 7 3.5 3.5 0 000-7z',
);
export const StorageIcon = /* @__PURE__ */ icon('M4 5h16v6H4zM4 13h16v6H4zM7.5 8v.1M7.5 16v.1');
export const CloudIcon = /* @__PURE__ */ icon('M7 19a4.5 4.5 0 01-.5-9A6 6 0 0118 9.5a4.8 4.8 0 01-.5 9.5z');
export const ClockIcon = /* @__PURE__ */ icon('M12 3a9 9 0 100 18 9 9 0 000-18zM12 7v5.5l3.5 2');
export const BatteryIcon = /* @__PURE__ */ icon('M2.5 7.5H19v9H2.5zM21.5 10.5v3M6 10.5v3M9.5 10.5v3');
export const PinIcon = /* @__PURE__ */ icon(
  'M12 21.5c-4-4.5-6.5-8-6.5-11a6.5 6.5 0 0113 0c0 3-2.5 6.5-6.5 11zM12 8v4.5',
);
export const TicketIcon = /* @__PURE__ */ icon(
  'M3 7h18v3a2 2 0 000 4v3H3v-3a2 2 0 000-4zM14 7v2M14 11v2M14 15v2',
);
export const GateIcon = /* @__PURE__ */ icon('M4 21V11a8 8 0 0116 0v10M2.5 21h19M9 21v-9M15 21v-9M4.5 14h15');
export const ListIcon = /* @__PURE__ */ icon('M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1');
export const OutsideIcon = /* @__PURE__ */ icon('M13 4h7v7M20 4l-9 9M18 14v6H4V6h6');
export const EditIcon = /* @__PURE__ */ icon('M4 20l1-4.5L16.5 4a2 2 0 013 3L8.5 19zM14 6.5l3.5 3.5');
export const DeleteIcon = /* @__PURE__ */ icon('M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5');
export const SettingsIcon = /* @__PURE__ */ icon(
  'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4zM9 14.8a2.2 2.2 0 100 4.4 2.2 2.2 0 000-4.4z',
);
export const LockIcon = /* @__PURE__ */ icon('M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3M12 14.5v2');
export const TorchIcon = /* @__PURE__ */ icon('M7 3h10v4l-2.5 4v10h-5V11L7 7zM7 7h10M12 13.5v2');
export const KeyboardIcon = /* @__PURE__ */ icon(
  'M2.5 6h19v12h-19zM6 10v.1M10 10v.1M14 10v.1M18 10v.1M7.5 14.5h9',
);
export const EnterIcon = /* @__PURE__ */ icon('M13 4h7v16h-7M3 12h12M10.5 7l5 5-5 5');
export const LeaveIcon = /* @__PURE__ */ icon('M11 4H4v16h7M9 12h12M16.5 7l5 5-5 5');
export const LookIcon = /* @__PURE__ */ icon('M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13zM15.5 15.5L21 21');
export const UploadIcon = /* @__PURE__ */ icon('M12 16V4M7 9l5-5 5 5M4 16v4h16v-4');
export const SoundIcon = /* @__PURE__ */ icon(
  'M4 9.5v5h4l5 4v-13l-5 4zM16.5 8.5a5 5 0 010 7M19 6a8.5 8.5 0 010 12',
);
