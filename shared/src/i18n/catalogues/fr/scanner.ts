import type { Translation } from '../../messages.js';
import type { scanner as english } from '../en/scanner.js';
import { start } from './scanner-start.js';
import { truth } from './scanner-truth.js';

export const scanner = {
  title: 'Contrôle d’accès',
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
  back: 'Retour',
  'ready.open': 'Vérifier le téléphone',
  'direction.label': 'Sens',
  'direction.in': 'Entrée',
  'direction.out': 'Sortie',
  'direction.check': 'Contrôle seul',
  'shift.title': 'Début du service',
  'shift.lead': 'Le plus probable est déjà choisi. Vous pouvez le modifier à tout moment.',
  'shift.event': 'Événement',
  'shift.list': 'Liste d’accès',
  'shift.gate': 'Porte',
  'shift.anyGate': 'Aucune porte précise',
  'shift.start': 'Commencer à scanner',
  'shift.change': 'Changer d’événement, de liste ou de porte',
  'shift.noEvent': 'Aucun événement pour ce téléphone',
  'shift.noEventText':
    'Un organisateur attribue un événement à ce téléphone dans le portail, sous « Téléphones ».',
  'shift.coming': 'La liste de cet événement arrive. Il faut du réseau une fois.',
  'shift.noList': 'Cet événement n’a pas encore de liste d’accès. Un organisateur la crée dans le portail.',
  'list.loading': 'La liste se charge : {percent} %. Vous pouvez déjà scanner.',
  'list.progress': 'Chargement de la liste',
  'pair.lost':
    'Ce téléphone ne connaît pas la clé actuelle de l’organisateur : rien de nouveau ne lui parvient. Ouvrez le code d’appairage que montre l’organisateur ; ses lectures restent.',
  'list.refused':
    'Une liste plus récente ne venait pas de l’organisateur et n’a pas été prise. Prévenez-le ; on continue avec la dernière bonne liste.',
  'verdict.unrecorded':
    'Ce scan n’a pas pu être conservé sur le téléphone. Ne laissez entrer personne sur cette base : scannez à nouveau ou prenez un autre téléphone.',
  'verdict.persons': { one: '{count} personne', many: '{count} de personnes', other: '{count} personnes' },
  'verdict.seat': 'Place {seat}',
  'verdict.order': 'Commande {order}',
  'verdict.late': 'Scanné à {at}, juste avant la fermeture de l’application. Le scan est conservé.',
  'verdict.again': 'Scanné : {at}',
  'verdict.yes': 'Oui',
  'verdict.no': 'Non',
  'verdict.next': 'Suivant',
  'verdict.choose': 'Quel billet ?',
  'verdict.codeEnding': 'Le code finit par {code}',
  'conflicts.count': {
    one: '{count} billet utilisé deux fois',
    many: '{count} de billets utilisés deux fois',
    other: '{count} billets utilisés deux fois',
  },
  'conflicts.title': 'Billets utilisés deux fois',
  'conflicts.text':
    'Deux téléphones ont laissé entrer quelqu’un avec le même billet alors qu’ils n’étaient pas reliés. L’organisateur décide ; il n’y a rien à faire à la porte.',
  'conflicts.ticket': 'Billet {ticket}',
  'conflicts.first': 'D’abord : {at}, {gate}, téléphone {device}',
  'conflicts.firstElsewhere': 'D’abord : sur un autre téléphone, dont le scan n’est pas encore ici',
  'conflicts.extra': 'Puis : {at}, {gate}, téléphone {device}',
  'conflicts.unsure': 'Les horloges ne disent pas avec certitude lequel était le premier.',
  'conflicts.mine': 'L’un des deux a été scanné sur ce téléphone.',
  'line.online': 'En ligne',
  'line.offline': 'Pas de réseau ; on continue',
  'line.unsent': {
    one: '{count} scan pas encore envoyé',
    many: '{count} de scans pas encore envoyés',
    other: '{count} scans pas encore envoyés',
  },
  'recent.none': 'Les derniers scans apparaissent ici.',
  'recent.label': 'Derniers scans',
  'typed.open': 'Saisir le code',
  'typed.title': 'Saisir un code',
  'typed.label': 'Code du billet',
  'typed.hint':
    'Les douze caractères sous le code, ou le numéro d’un autre code-barres. Tirets et majuscules n’importent pas.',
  'typed.slip': 'Un caractère semble faux. Comparez avec le billet ; le dernier contrôle les autres.',
  'typed.anyway': 'Vérifier quand même',
  'typed.check': 'Vérifier',
  'settings.open': 'Plus',
  'settings.title': 'Ce téléphone',
  'settings.test': 'Écoutez chaque réponse :',
  torch: 'Lumière',
  zoom: 'Agrandir l’image',
  'view.label': 'Image de la caméra',
  'view.starting': 'La caméra démarre …',
  'view.ask': 'La caméra lit les codes',
  'view.askText': 'Les images restent sur ce téléphone. Le navigateur va vous demander ; veuillez autoriser.',
  'view.refused': 'La caméra est bloquée',
  'view.refusedText':
    'Autorisez la caméra pour ce site dans les réglages du navigateur, puis réessayez. En attendant, les codes se saisissent ou se lisent avec une douchette.',
  'view.none': 'Aucune caméra trouvée',
  'view.noneText': 'Les codes se saisissent ou se lisent avec une douchette connectée.',
  'view.busy': 'La caméra ne démarre pas',
  'view.busyText':
    'Une autre application ou un autre onglet l’utilise peut-être. Fermez-le et réessayez ; en attendant, les codes se saisissent.',
  'view.insecure': 'La caméra exige une adresse sécurisée',
  'view.insecureText':
    'Ouvrez cette page avec une adresse qui commence par https. En attendant, les codes se saisissent.',
  'view.failing':
    'Le lecteur de codes ne démarre pas. Saisissez les codes, ou fermez puis rouvrez l’application.',
  'view.busyMark': 'Enregistrement du scan …',
  'pair.title': 'Associer ce téléphone',
  'pair.text':
    'Dans le portail, un organisateur ouvre l’événement et affiche un code sous « Téléphones ». Il sert une fois, pendant dix minutes.',
  'pair.scan': 'Scanner le code d’association',
  'pair.aim': 'Visez le code affiché dans le portail.',
  'pair.otherCode':
    'C’est un autre code. Le code d’association se trouve dans le portail, sous « Téléphones ».',
  'pair.action': 'Associer',
  'pair.notALink': 'Ce n’est pas un lien d’association. Copiez-le en entier depuis le portail.',
  'pair.expired': 'Ce code a plus de dix minutes. Demandez-en un nouveau dans le portail.',
  'pair.used': 'Un autre téléphone a utilisé ce code. Demandez-en un nouveau dans le portail.',
  'pair.unknown': 'Le serveur ne connaît pas ce code. Demandez-en un nouveau dans le portail.',
  'pair.offline':
    'Le serveur ne répond pas. L’association exige du réseau, pas les scans. Le code reste valable : réessayez.',
  'pair.refused': 'Le serveur a refusé d’associer ce téléphone. Demandez à l’organisateur.',
  'pair.storage':
    'Ce navigateur ne conserve rien, le téléphone ne peut donc pas être associé. Quittez la navigation privée ou changez de navigateur.',
  'pair.already':
    'Ce téléphone est déjà associé. Il pourra l’être à nouveau une fois révoqué par l’organisateur.',
  'waiting.title': 'Presque terminé',
  'waiting.text':
    '« {name} » est enregistré. L’organisateur compare ces six caractères avec le portail et confirme.',
  'waiting.hint': 'En attente de l’organisateur …',
  'waiting.check': 'Vérifier maintenant',
  'waiting.other': 'Associer avec un autre code',
  'revoked.title': 'Ce téléphone a été révoqué',
  'revoked.text':
    'Il ne scanne plus. Ce qu’il contient encore est remis au serveur, puis tout le reste est effacé.',
  'revoked.unsent': {
    one: '{count} scan n’est pas encore remis. Connectez le téléphone au réseau.',
    many: '{count} de scans ne sont pas encore remis. Connectez le téléphone au réseau.',
    other: '{count} scans ne sont pas encore remis. Connectez le téléphone au réseau.',
  },
  'revoked.send': 'Remettre maintenant',
  'revoked.wiping': 'Effacement …',
  'revoked.done': 'Tout a été remis et effacé.',
  'revoked.again': 'Associer à nouveau',
  'missing.title': 'Une partie de l’application manque',
  'missing.text':
    'Elle n’est pas encore sur ce téléphone. Connectez-vous et réessayez ; les scans conservés restent.',
  'problem.storage':
    'Ce téléphone ne peut rien conserver pour l’instant, aucun scan n’est enregistré. Libérez de la place puis rouvrez l’application.',
  'problem.otherTab':
    'Le scanner est ouvert dans un autre onglet, et un seul peut scanner. Fermez l’un des deux.',
  'problem.needsUpdate':
    'Le serveur parle une version plus récente. Rouvrez l’application avec du réseau pour la mettre à jour. On peut continuer à scanner.',
  'verdict.before': 'Déjà scanné à {at}, juste avant la fermeture de l’application',
  'verdict.forked':
    'Les données de ce téléphone ont été copiées sur un autre, plus rien n’est conservé ici. Associez-le à nouveau.',
  'verdict.typingStopped':
    'Trop de codes faux ont été saisis. La saisie s’arrête une minute ; la caméra continue.',
  'verdict.noEvent':
    'Rien de cet événement n’est encore sur le téléphone, il ne peut pas décider. Connectez-le au réseau.',
  'list.noSecret':
    'Ce téléphone ne peut pas encore vérifier les codes changeants. Il lui faut du réseau une fois ; d’ici là, il vous interroge à leur sujet.',
  'list.stale': 'Cette liste est ancienne. On continue ; connectez le téléphone au réseau dès que possible.',
  ...start,
  ...truth,
} as const satisfies Translation<typeof english, 'fr'>;
