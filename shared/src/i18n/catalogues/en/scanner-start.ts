import type { Messages } from '../../messages.js';

/** Everything before and around scanning; a part of the scanner’s area. */
export const start = {
  'profile.steward': 'Steward',
  'profile.stewardText': 'Scans, and asks a supervisor before going against the list.',
  'profile.supervisor': 'Supervisor',
  'profile.supervisorText': 'Scans, and may let people in against the list, with a reason.',
  'profile.kiosk': 'Kiosk',
  'profile.kioskText': 'Stands alone: people hold their codes before it. It is left by the PIN only.',
  'install.title': 'Keep the scanner on this phone',
  'install.ios':
    'Tap the share symbol, a square with an arrow, then “Add to Home Screen”. Open the scanner from there: its data are safe then.',
  'install.offer': 'As an app it starts faster, and the system does not clear its data.',
  'install.later': 'Not now',
  'pair.typeOrLink': 'No camera? Type the code or paste the link',
  'pair.codeOrLink': 'Code or link',
  'pair.codeHint': 'Ten characters that the portal shows beside the picture. Case and hyphen do not matter.',
  'pair.neither': 'This is neither a pairing code of ten characters nor a pairing link.',
  'pair.slow': 'Too many codes were tried from here. Wait a minute, then try again.',
  'help.camera.iosApp':
    'Open the phone’s Settings, then Apps, Safari, Camera, and choose Allow. Close the scanner and open it again; it asks once more.',
  'help.camera.ios': 'Tap the symbol beside the address, then Website Settings, Camera, Allow.',
  'help.camera.androidApp':
    'Hold the scanner’s icon on the home screen, tap App info, Permissions, Camera, Allow.',
  'help.camera.android': 'Tap the symbol left of the address, then Permissions, Camera, Allow.',
  'help.camera.other': 'Click the camera or the lock beside the address and allow the camera for this site.',
  'help.camera.meanwhile': 'Until then codes can be typed, or read with a hand scanner.',
  'help.storage.title': 'This browser keeps nothing',
  'help.storage.why':
    'The scanner has to keep its list and every scan on the phone. Here it may not, so it does not begin.',
  'help.storage.private': 'Leave the private window: open the address in a normal one.',
  'help.storage.ios':
    'In the phone’s Settings, under Apps, Safari, Advanced, switch “Block All Cookies” off.',
  'help.storage.android':
    'In the browser’s settings, under Site settings, On-device site data, allow sites to keep data.',
  'help.storage.other': 'In the settings of the browser, allow this site to keep cookies and data.',
  'help.storage.space': 'If the phone is full, free some space.',
  'kiosk.hold': 'Hold your code in front of the camera',
  'kiosk.askStaff': 'Please ask the staff',
  'kiosk.staff': 'Staff',
  'kiosk.title': 'Leave the kiosk',
  'kiosk.pin': 'PIN',
  'kiosk.leave': 'Leave',
  'kiosk.wrong': 'This is not the PIN.',
  'kiosk.noPin': 'The organiser has set no PIN for this event. It is set in the portal, under Phones.',
  'kiosk.wait': 'Too many wrong tries. Try again in {seconds} s.',
} as const satisfies Messages;
