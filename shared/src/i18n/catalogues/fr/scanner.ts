import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';

export const scanner = {
  title: 'Contrôle d’accès',
  'unpaired.title': 'Ce téléphone n’est pas encore associé',
  'unpaired.text':
    'Un téléphone appartient à un accès dès qu’un organisateur l’associe dans le portail Gatehouse. D’ici là, il ne peut pas scanner de billets, mais vous pouvez le préparer.',
  'ready.title': 'Ce téléphone est-il prêt ?',
  'ready.all': 'Tout est prêt',
  'ready.some': {
    one: 'Un point est à regarder',
    many: '{count} de points sont à regarder',
    other: '{count} points sont à regarder',
  },
  'ready.checking': 'Vérification …',
  'ready.good': 'Bien',
  'ready.attention': 'Attention requise',
  'ready.bad': 'Pas prêt',
  'ready.unknown': 'Inconnu',
  'ready.again': 'Vérifier à nouveau',
  'installed.name': 'Installé comme application',
  'installed.good': 'Le scanner tourne comme une application à part entière.',
  'installed.attention':
    'Il tourne dans un onglet, dont le système peut effacer les données. Installez-le depuis le menu du navigateur : « Sur l’écran d’accueil » ou « Installer l’application ».',
  'installed.action': 'Installer',
  'offline.name': 'Fonctionne sans réseau',
  'offline.good': 'Toute l’application est conservée sur ce téléphone.',
  'offline.attention':
    'L’application est encore en cours de copie sur ce téléphone. Laissez-la ouverte un instant.',
  'offline.bad':
    'Ce navigateur ne conserve pas l’application. Ouvrez-la en https dans Chrome, Safari ou Firefox, pas en fenêtre privée.',
  'storage.name': 'Stockage protégé',
  'storage.good': 'Le système n’efface pas de lui-même les données de cette application.',
  'storage.attention':
    'Le système peut effacer les données si la place manque. Demandez-lui de les protéger.',
  'storage.refused':
    'Le navigateur a refusé pour l’instant. Installez l’application, utilisez-la un moment, puis redemandez.',
  'storage.bad': 'Ce navigateur ne peut pas protéger les données. Utilisez-en un autre.',
  'storage.action': 'Protéger les données',
  'camera.name': 'Appareil photo',
  'camera.good': 'L’appareil photo peut être utilisé.',
  'camera.attention':
    'L’appareil photo lit les codes des billets. Les images restent sur ce téléphone. Le navigateur va vous le demander une fois.',
  'camera.bad': 'L’appareil photo est bloqué. Autorisez-le pour ce site dans les réglages du navigateur.',
  'camera.none': 'Aucun appareil photo trouvé. Une douchette connectée convient aussi.',
  'camera.action': 'Autoriser l’appareil photo',
  'server.name': 'Serveur et horloge',
  'server.good': 'Le serveur répond, et l’horloge de ce téléphone est juste.',
  'server.clock': {
    one: 'L’horloge de ce téléphone est décalée de {count} seconde. Activez la date et l’heure automatiques dans les réglages.',
    many: 'L’horloge de ce téléphone est décalée de {count} de secondes. Activez la date et l’heure automatiques dans les réglages.',
    other:
      'L’horloge de ce téléphone est décalée de {count} secondes. Activez la date et l’heure automatiques dans les réglages.',
  },
  'server.bad': 'Le serveur ne répond pas. Le scan s’en passe ; l’association en a besoin.',
  'battery.name': 'Batterie',
  'battery.good': 'À {percent} %.',
  'battery.attention': 'À {percent} %. Rechargez avant l’ouverture des portes.',
  'battery.bad': 'À {percent} %. Rechargez maintenant.',
  'battery.unknown': 'Ce navigateur ne le dit pas. Regardez la batterie vous-même.',
  'update.title': 'Une nouvelle version est prête',
  'update.text': 'Cela prend une seconde. Rien de ce que garde ce téléphone n’est perdu.',
  'update.now': 'Mettre à jour',
  'update.later': 'Plus tard',
} as const satisfies Translation<typeof english, 'fr'>;
