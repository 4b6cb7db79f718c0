import type { Translation } from '../../messages.js';
import type { start as english } from '../en/scanner-start.js';

export const start = {
  'profile.steward': 'Contrôle',
  'profile.stewardText': 'Scanne et demande à un superviseur avant d’aller contre la liste.',
  'profile.supervisor': 'Superviseur',
  'profile.supervisorText': 'Scanne et peut laisser entrer contre la liste, avec un motif.',
  'profile.kiosk': 'Borne',
  'profile.kioskText': 'Elle est seule : on lui présente son code. On la quitte seulement avec le code PIN.',
  'install.title': 'Garder le scanner sur ce téléphone',
  'install.ios':
    'Touchez le symbole de partage, un carré avec une flèche, puis « Sur l’écran d’accueil ». Ouvrez le scanner de là : ses données sont alors en sûreté.',
  'install.offer': 'En application, il démarre plus vite et le système n’efface pas ses données.',
  'install.later': 'Pas maintenant',
  'pair.typeOrLink': 'Pas de caméra ? Saisir le code ou coller le lien',
  'pair.codeOrLink': 'Code ou lien',
  'pair.codeHint': 'Dix caractères que le portail montre à côté de l’image. Casse et tiret n’importent pas.',
  'pair.neither': 'Ce n’est ni un code de dix caractères ni un lien d’association.',
  'pair.slow': 'Trop de codes essayés d’ici. Attendez une minute, puis réessayez.',
  'help.camera.iosApp':
    'Ouvrez les Réglages du téléphone, puis Apps, Safari, Appareil photo, et choisissez Autoriser. Fermez le scanner et rouvrez-le.',
  'help.camera.ios':
    'Touchez le symbole près de l’adresse, puis Réglages du site web, Appareil photo, Autoriser.',
  'help.camera.androidApp':
    'Maintenez l’icône du scanner, puis Infos sur l’appli, Autorisations, Appareil photo, Autoriser.',
  'help.camera.android':
    'Touchez le symbole près de l’adresse, puis Autorisations, Appareil photo, Autoriser.',
  'help.camera.other':
    'Cliquez sur la caméra ou le cadenas près de l’adresse et autorisez la caméra pour ce site.',
  'help.camera.meanwhile': 'D’ici là, les codes peuvent être saisis ou lus avec un lecteur.',
  'help.storage.title': 'Ce navigateur ne garde rien',
  'help.storage.why':
    'Le scanner doit garder sa liste et chaque scan sur le téléphone. Ici il ne le peut pas, donc il ne commence pas.',
  'help.storage.private': 'Quittez la fenêtre privée : ouvrez l’adresse dans une fenêtre normale.',
  'help.storage.ios': 'Dans Réglages, Apps, Safari, Avancé, désactivez « Bloquer tous les cookies ».',
  'help.storage.android':
    'Dans les paramètres du navigateur, Paramètres des sites, Données de sites sur l’appareil, autorisez l’enregistrement.',
  'help.storage.other': 'Dans les paramètres du navigateur, autorisez ce site à garder cookies et données.',
  'help.storage.space': 'Si le téléphone est plein, libérez de la place.',
  'kiosk.hold': 'Présentez votre code devant la caméra',
  'kiosk.askStaff': 'Adressez-vous au personnel',
  'kiosk.staff': 'Personnel',
  'kiosk.title': 'Quitter la borne',
  'kiosk.pin': 'Code PIN',
  'kiosk.leave': 'Quitter',
  'kiosk.wrong': 'Ce n’est pas le bon code.',
  'kiosk.noPin':
    'L’organisateur n’a pas défini de code pour cet événement. Cela se fait dans le portail, sous Téléphones.',
  'kiosk.wait': 'Trop d’essais erronés. Réessayez dans {seconds} s.',
} as const satisfies Translation<typeof english, 'fr'>;
