import type { Translation } from '../../messages.js';
import type { keys as english } from '../en/portal-keys.js';

export const keys = {
  'keys.title': 'Clés de signature',
  'keys.lead':
    'Un code est authentique si l’une de ces clés l’a signé. Le premier billet apporte la première clé.',
  'keys.number': 'Numéro',
  'keys.tickets': 'Billets',
  'keys.signs': 'Signe',
  'keys.coming': 'Signe à partir de {at}',
  'keys.active': 'En service',
  'keys.listOnly': 'Liste seule',
  'keys.dead': 'Morte',
  'keys.atDoor': 'À l’entrée',
  'keys.activeAtDoor':
    'Ses codes sont authentiques ; sans ligne, ils valent selon ce que la liste prévoit pour les inconnus.',
  'keys.comingAtDoor': 'Les téléphones l’apprennent dès maintenant. Aucun billet n’a encore de code d’elle.',
  'keys.listOnlyAtDoor': 'Seuls les codes qui figurent exactement ainsi sur la liste sont valables.',
  'keys.deadAtDoor': 'Tous ses codes sont refusés. Qui est à l’intérieur peut sortir.',
  'keys.rotate': 'Nouvelle clé',
  'keys.rotateTitle': 'Introduire une nouvelle clé ?',
  'keys.rotateText':
    'Les téléphones l’apprennent dès maintenant, et elle signe les nouveaux billets dans un jour. Les codes de la clé actuelle restent valables. Un événement a au plus 16 clés. Restantes : {left}.',
  'keys.rotated': 'Les téléphones apprennent la nouvelle clé. Elle signe dans un jour.',
  'keys.leak': 'Clé divulguée',
  'keys.leakTitle': 'Signer tout de suite avec une nouvelle clé ?',
  'keys.leakText':
    'À faire si d’autres peuvent connaître la clé actuelle. La nouvelle signe tout de suite, et des anciennes seuls valent les codes de la liste. Le prix : un téléphone sans réseau depuis avant ne connaît pas la nouvelle clé et traite ses codes comme sa liste traite les inconnus, jusqu’à sa synchronisation. Clés restantes : {left}.',
  'keys.leaked': 'Une nouvelle clé signe désormais.',
  'keys.setAside': 'Mettre de côté',
  'keys.setAsideTitle': 'Mettre cette clé de côté ?',
  'keys.setAsideText':
    'Après leur prochaine synchronisation, les téléphones n’admettent un de ses codes que si leur liste a exactement celui-ci. Les plus récents et les plus anciens sont refusés. C’est irréversible.',
  'keys.wasSetAside': 'La clé est mise de côté.',
  'keys.kill': 'Déclarer morte',
  'keys.killTitle': 'Déclarer cette clé morte ?',
  'keys.killText': {
    one: 'Tout code qu’elle a signé est refusé. Cela concerne {count} billet, à réémettre. C’est irréversible.',
    many: 'Tout code qu’elle a signé est refusé. Cela concerne {count} billets, à réémettre. C’est irréversible.',
    other:
      'Tout code qu’elle a signé est refusé. Cela concerne {count} billets, à réémettre. C’est irréversible.',
  },
  'keys.killed': 'La clé est morte. Ses codes sont refusés.',
  'doorKey.title': 'Clé de l’entrée',
  'doorKey.lead':
    'Les téléphones se fient à cette clé depuis leur appairage : elle signe leurs listes et les reçus de leurs lectures.',
  'doorKey.none': 'Le premier téléphone apporte la première clé.',
  'doorKey.current': 'En service',
  'doorKey.successor': 'Annoncée',
  'doorKey.retired': 'Précédente',
  'doorKey.key': 'Clé {number} · {fingerprint} · depuis {since}',
  'doorKey.allKnow': 'Tous les téléphones connaissent la clé la plus récente.',
  'doorKey.unaware': {
    one: '{count} téléphone ne connaît pas encore la clé la plus récente',
    many: '{count} de téléphones ne connaissent pas encore la clé la plus récente',
    other: '{count} téléphones ne connaissent pas encore la clé la plus récente',
  },
  'doorKey.beforeChange': 'Chacun a besoin d’une synchronisation. Changez quand il n’en reste plus ici.',
  'doorKey.inOverlap': 'Ils y sont menés à leur prochaine synchronisation, tant que dure la transition.',
  'doorKey.afterOverlap':
    'Plus rien ne les y mène. Montrez à chacun un code d’appairage ; ils restent ce qu’ils sont et gardent leurs lectures.',
  'doorKey.lastSync': 'Dernière synchronisation : {at}',
  'doorKey.announce': 'Préparer une nouvelle clé',
  'doorKey.announceTitle': 'Préparer une nouvelle clé de l’entrée ?',
  'doorKey.announceText':
    'Les téléphones apprennent la prochaine clé à leur prochaine synchronisation. Rien ne change à l’entrée. Changez quand tous la connaissent.',
  'doorKey.announceDone': 'La prochaine clé est annoncée.',
  'doorKey.changeOver': 'Changer',
  'doorKey.changeOverTitle': 'Signer désormais avec la nouvelle clé ?',
  'doorKey.changeOverText':
    'Un téléphone qui ne la connaît pas y est mené à sa prochaine synchronisation. Sans réseau, il continue avec ce qu’il a.',
  'doorKey.changeOverDone': 'La nouvelle clé signe.',
  'doorKey.endOverlap': 'Finir la transition',
  'doorKey.endOverlapTitle': 'Finir la transition ?',
  'doorKey.endOverlapText':
    'La clé précédente est détruite. À un téléphone qui ne s’est pas synchronisé depuis le changement, il faut montrer un code d’appairage. C’est irréversible.',
  'doorKey.endOverlapDone': 'La clé précédente n’existe plus.',
  'doorKey.replace': 'Clé divulguée',
  'doorKey.replaceTitle': 'Remplacer tout de suite la clé de l’entrée ?',
  'doorKey.replaceText':
    'Seulement si d’autres peuvent connaître la clé. La nouvelle signe tout de suite, et chaque téléphone refuse ce qui arrive jusqu’à ce que vous lui montriez un code d’appairage. D’ici là, il continue avec sa dernière liste et garde ses lectures.',
  'doorKey.replaceDone': 'Une nouvelle clé signe. Montrez à chaque téléphone un code d’appairage.',
} as const satisfies Translation<typeof english, 'fr'>;
