import type { Messages } from '../../messages.js';

/** The scanner app of the door staff. */
export const scanner = {
  title: 'Scanner',
  'unpaired.title': 'This phone is not paired yet',
  'unpaired.text':
    'A phone belongs to a gate once an organiser pairs it in the Gatehouse portal. Until then it cannot scan tickets, but you can make it ready.',
  'ready.title': 'Is this phone ready?',
  'ready.all': 'Everything is ready',
  'ready.some': { one: 'One thing needs a look', other: '{count} things need a look' },
  'ready.checking': 'Checking …',
  'ready.good': 'Good',
  'ready.attention': 'Attention',
  'ready.bad': 'Not ready',
  'ready.unknown': 'Not known',
  'ready.again': 'Check again',
  'installed.name': 'Installed as an app',
  'installed.good': 'The scanner runs as an app of its own.',
  'installed.attention':
    'It runs in a browser tab, whose data the system may clear. Install it from the menu of the browser: “Add to Home Screen” or “Install app”.',
  'installed.action': 'Install',
  'offline.name': 'Works without a network',
  'offline.good': 'All of the app is kept on this phone.',
  'offline.attention': 'The app is still being kept on this phone. Leave it open for a moment.',
  'offline.bad':
    'This browser does not keep the app. Open it over https in Chrome, Safari or Firefox, and not in a private window.',
  'storage.name': 'Storage is protected',
  'storage.good': 'The system does not clear the data of this app by itself.',
  'storage.attention': 'The system may clear the data when space gets short. Ask it to protect them.',
  'storage.refused': 'The browser refused for now. Install the app, use it for a while, then ask again.',
  'storage.bad': 'This browser cannot protect the data. Use another one.',
  'storage.action': 'Protect the data',
  'camera.name': 'Camera',
  'camera.good': 'The camera may be used.',
  'camera.attention':
    'The camera reads the codes on the tickets. Pictures stay on this phone. The browser will now ask you once.',
  'camera.bad': 'The camera is blocked. Allow it for this site in the settings of the browser.',
  'camera.none': 'No camera was found. A connected hand scanner works too.',
  'camera.action': 'Allow the camera',
  'server.name': 'Server and clock',
  'server.good': 'The server answers, and this phone’s clock is right.',
  'server.clock': {
    one: 'The clock of this phone is off by {count} second. Switch on automatic date and time in the settings.',
    other:
      'The clock of this phone is off by {count} seconds. Switch on automatic date and time in the settings.',
  },
  'server.bad': 'The server does not answer. Scanning works without it; pairing needs it.',
  'battery.name': 'Battery',
  'battery.good': 'At {percent} %.',
  'battery.attention': 'At {percent} %. Charge it before the doors open.',
  'battery.bad': 'At {percent} %. Charge it now.',
  'battery.unknown': 'This browser does not say. Look at the battery yourself.',
  'update.title': 'A new version is ready',
  'update.text': 'It takes a second. Nothing that is kept on this phone is lost.',
  'update.now': 'Update now',
  'update.later': 'Later',
} as const satisfies Messages;
