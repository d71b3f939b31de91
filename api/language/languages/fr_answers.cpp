#include "api/language/languages/all.h"

// What people ask and answer by itself: balance, history, help, cancel, yes, no.

namespace pennypost::language {

using enum Tag;

std::vector<Entry> french_answers() {
  return {
      {confirm,
       "{oui vas-y envoie,vas-y envoie,oui vas-y paie,vas-y paie,ok vas-y envoie,c'est bon "
       "envoie,c'est bon vas-y,oui c'est bon envoie,oui envoie-le,envoie c'est bon}"},
      {cancel,
       "{laisse tomber c'est bon,c'est bon laisse,non c'est bon laisse,bon laisse,laisse "
       "c'est bon,oublie ça c'est bon}"},
      {service,
       "{dire,me dire,peux me dire,tu peux me dire,tu me dis,vous pouvez me "
       "dire,pouvez-vous me dire,peux-tu me dire,pourrais-tu me dire,pourriez-vous me "
       "dire,tu peux me montrer,peux-tu me montrer,me montrer,montrer,tu me "
       "montres,j'aimerais savoir,je veux savoir,je voudrais savoir,je souhaite savoir,je "
       "voudrais connaître,j'aimerais connaître,je souhaite connaître,j'aimerais voir,fais "
       "voir,fais-moi voir,rappelle-moi,check,checke}"},
      {balance,
       "{combien de thune,combien de thunes,combien de tune,combien de fric,combien "
       "d'oseille,combien de blé,combien de pognon,combien de sous} {il me reste,j'ai,me "
       "reste-t-il,ai-je,j'ai encore,il reste}, {je suis à découvert,suis-je dans le "
       "rouge,je suis dans le rouge}"},
      {balance,
       "{combien il me reste,combien me reste-t-il,combien j'ai,combien ai-je,combien "
       "est-ce que j'ai,combien est-ce qu'il me reste,il me reste combien,il me reste "
       "quoi,j'ai combien,on a combien,combien on a,combien il nous reste,combien il "
       "reste,il reste combien,il y a combien,y a combien,combien il y a,combien y "
       "a-t-il,combien d'argent j'ai,combien d'argent il me reste,qu'est-ce qu'il me "
       "reste,qu'est-ce que j'ai} {d'argent,comme argent,comme sous,comme thune,de sous,de "
       "thune,de thunes,de fric,de blé,d'oseille,d'euros,d'argent sur mon compte,de sous "
       "sur mon compte,sur mon compte,sur le compte,dans mon compte,sur ma carte,sur mon "
       "portefeuille,dans mon portefeuille,dans mon wallet,en poche,en banque,au total,en "
       "tout,de dispo,de disponible,de côté,maintenant,encore,là,dessus,en "
       "stock,exactement}"},
      {balance,
       "{ma tune,ma thune,mes sous,mon fric,combien d'argent,combien de sous,combien me "
       "reste,combien reste,combien qu'il me reste,combien jai,combien g,g combien,jai "
       "combien,jai combien sur mon compte,il me reste de l'argent,il me reste des "
       "sous,est-ce qu'il me reste de l'argent,est-ce qu'il me reste des sous,me "
       "reste-t-il de l'argent,ai-je encore de l'argent,j'ai encore de l'argent,j'ai "
       "encore des sous,est-ce que j'ai de l'argent,est-ce que j'ai encore de "
       "l'argent,est-ce que j'ai des sous,est-ce que j'ai assez,j'ai assez,de combien je "
       "dispose,combien je peux dépenser,combien je peux envoyer,combien puis-je "
       "dépenser,combien puis-je envoyer,quel est mon solde,c'est quoi mon solde,mon solde "
       "c'est combien,mon solde actuel,solde du compte,solde de mon compte,solde "
       "disponible,solde restant,le solde,voir solde,voir mon solde,vérifie mon "
       "solde,affiche le solde,donne le solde,consulter mon solde,check mon solde,check "
       "solde,état du compte,l'état du compte,où en est mon solde,où en sont mes "
       "finances,mes finances,comment va mon compte,comment est mon compte,je suis à "
       "combien,j'suis à combien,chuis à combien,on en est où niveau sous,niveau sous j'en "
       "suis où,je suis à sec,suis-je fauché,je suis riche,suis-je riche,argent "
       "disponible,argent restant,reste combien,reste-t-il de l'argent,ma "
       "balance,balance}"},
      {history,
       "{mes transactions,mes paiements,mes virements,mes envois,mes dépenses,mes "
       "opérations,mes mouvements,mon historique,mon activité,mon relevé,dernières "
       "transactions,derniers paiements,derniers virements,derniers envois,dernières "
       "opérations,derniers mouvements,dernières dépenses,paiements récents,transactions "
       "récentes,opérations récentes,virements récents,activité récente,mouvements "
       "récents,historique des paiements,historique des transactions,historique des "
       "virements,historique de mes paiements,liste des paiements,liste des "
       "transactions,liste de mes paiements,relevé de compte,relevé bancaire,mon relevé de "
       "compte,où est passé mon argent,où est parti mon argent,où part mon argent,où passe "
       "mon argent,qui m'a payé,qui m'a envoyé de l'argent,qui m'a envoyé des sous,qui m'a "
       "viré de l'argent,qui m'a remboursé,à qui j'ai envoyé de l'argent,à qui j'ai payé,à "
       "qui ai-je envoyé de l'argent,qui j'ai payé,qui ai-je payé,j'ai payé qui,j'ai "
       "envoyé combien,combien j'ai dépensé,j'ai dépensé combien,combien ai-je "
       "dépensé,combien j'ai envoyé,combien j'ai payé,combien j'ai reçu,j'ai reçu "
       "combien,combien on a dépensé,ce que j'ai dépensé,ce que j'ai envoyé,ce que j'ai "
       "payé,qu'est-ce que j'ai dépensé,qu'est-ce que j'ai envoyé,qu'est-ce que j'ai "
       "payé,qu'est-ce qui est parti,qu'est-ce qui est rentré,entrées et sorties,mes "
       "entrées et sorties,journal,récap,récapitulatif,résumé de mes dépenses}"},
      {help,
       "{comment ça marche ce truc,comment marche ce truc,comment ce truc marche,comment "
       "marche ce bot,comment marche l'appli,comment marche cette appli,comment fonctionne "
       "ce bot,comment fonctionne l'appli,comment fonctionne ce truc,comment ça se "
       "passe,comment on fait,comment je fais,comment fait on,comment faire ça,comment on "
       "s'en sert,comment je m'en sers,comment m'en servir,comment se servir de ça,comment "
       "l'utiliser,comment utiliser ce bot,comment utiliser l'appli,comment on "
       "utilise,comment j'utilise,ça marche comment ce truc,ça fonctionne comment,ça se "
       "passe comment,tu marches comment,tu fonctionnes comment,tu sers à quoi,ça sert à "
       "quoi,à quoi ça sert,à quoi sert ce bot,à quoi tu peux servir,que fais-tu,que sais "
       "tu faire,que peux tu faire,que peut-on faire,qu'est-ce qu'on peut faire,qu'est-ce "
       "que je peux faire,on peut faire quoi,je peux faire quoi,tu proposes quoi,que "
       "proposes-tu,qu'est-ce que tu proposes,qu'est-ce que tu fais,qu'est-ce que "
       "c'est,c'est quoi,c'est quoi ça,c'est quoi ce truc,c'est quoi cette appli,c'est "
       "quoi les commandes,quelles commandes,liste des commandes,montre le menu,affiche le "
       "menu,le menu,voir le menu,montre-moi le menu,montre-moi les options,quelles sont "
       "les options,quelles sont mes options,tu es quoi,t'es quoi,tu es un bot,t'es un "
       "bot,es-tu un bot,es-tu un robot,par où commencer,par où je commence,je commence "
       "par où,comment commencer,comment je commence,comment débuter,je débute,je suis "
       "nouveau,je suis nouvelle,c'est ma première fois,première fois ici,je sais pas "
       "comment ça marche,je ne sais pas comment ça marche,je sais pas comment faire,je ne "
       "sais pas comment faire,je capte rien,j'ai rien compris,j'ai pas compris,je n'ai "
       "pas compris,je comprends rien,j'y comprends rien,je pige pas,pas compris,je suis "
       "bloqué,je suis bloquée,je suis coincé,je suis coincée,un coup de main,un petit "
       "coup de main,j'ai besoin d'un coup de main,besoin d'un coup de main,un peu "
       "d'aide,de l'aide,aidez moi,aide moi,aidez-nous,à moi,sos,mayday,tu peux "
       "m'expliquer,peux-tu m'expliquer,pouvez-vous m'expliquer,vous pouvez m'aider,tu "
       "m'aides,vous pouvez m'expliquer,explique-moi comment ça "
       "marche,expliquez-moi,apprends-moi,montre-moi comment faire,montre-moi comment ça "
       "marche,j'ai une question,une question,manuel,notice,c'est payant,y a des frais,il "
       "y a des frais,ça coûte combien,combien ça coûte,ça coûte quelque chose,comment "
       "envoyer de l'argent,comment on envoie de l'argent,comment j'envoie de l'argent}"},
      {cancel,
       "{ah non laisse tomber,oh laisse tomber,non laisse tomber,bon laisse tomber,en fait "
       "laisse tomber,laisse béton,laisse tomber ça,laisse faire,laisse "
       "ça,laisse-le,laissez,oublie ce que j'ai dit,oublie tout,oublie-le,oublie c'est "
       "bon,on oublie,on laisse tomber,on annule,on arrête,j'annule,je veux annuler,je "
       "voudrais annuler,annulez tout,annulez ça,annule tout,annule ça,annule le "
       "dernier,annuler ça,annuler tout,annulé,à annuler,supprime,supprime "
       "ça,supprime-le,supprimer,efface,efface ça,efface tout,effacer,stop stop,stop "
       "tout,stop ça,arrête-toi,arrêtes,arrêtez "
       "tout,stoppez,stopper,suspends,suspendre,interrompre,révoque,révoquer,renonce,je "
       "renonce,j'abandonne,j'ai plus envie,j'veux plus,je veux plus,je ne veux plus,plus "
       "la peine,c'est plus la peine,ce n'est plus la peine,pas la peine finalement,plus "
       "besoin,j'ai plus besoin,c'est bon laisse,c'est bon laisse tomber,rien laisse "
       "tomber,rien finalement,non rien,rien du tout,retour arrière,fais retour,reviens en "
       "arrière stp,défaire,défais ça,reprends,reprends l'argent,rends l'argent,rends moi "
       "mon argent,récupère l'argent,récupère mon argent,récupère le virement,rappelle le "
       "virement,rappelle le paiement,je retire,je me rétracte,ne l'envoie plus,n'envoie "
       "plus,quitter,quitte,sortir,fin}"},
      {confirm,
       "{oui c'est ça,oui c'est bon,oui d'accord,oui stp,oui s'il te plaît,oui s'il vous "
       "plaît,oui svp,oui confirme,oui je confirme,oui envoie,oui valide,oui bien sûr,oui "
       "absolument,oui tout à fait,oui parfait,oui exact,oui ok,ok oui,ok vas-y,ok c'est "
       "bon,ok parfait,ok ça marche,ok go,ok envoie,ok confirme,ouais vas-y,ouais ok,ouais "
       "c'est bon,ouais carrément,yes vas-y,yep vas-y,vas y,vazy,vazi,allons-y,let's go,c "
       "parti,c'est parti,c bon,c'est ok,c'est d'accord,c'est validé,c'est correct "
       "oui,c'est juste,c'est exactement ça,ça joue,ça le fait,pas de souci vas-y,aucun "
       "souci,aucun problème,avec plaisir,bien reçu vas-y,dakor,daccord,d'acc,okk,okok,ok "
       "ok,ouii,ouiii,wi,oue,ouep vas-y,évidemment oui,mais oui,ben oui,bah oui,bien sûr "
       "que oui,envoie la sauce,envoie le,envoyez-le,paie-le,fais-le "
       "stp,faites-le,faites,fais donc,effectivement,en effet,affirmatif chef,je suis "
       "ok,je suis partant,je suis partante,je suis sûr,je suis sûre,certain,sûr,pour "
       "sûr,approuvé,accepté,accordé}"},
      {decline,
       "{non c'est pas bon,non pas maintenant,non pas encore,non pas ça,non surtout "
       "pas,non je refuse,non pas question,non jamais,non stp,non vaut mieux pas,non "
       "finalement,ah non,oh non,euh non,ben non,bah non,mais non,bien sûr que "
       "non,absolument pas,en aucun cas,aucunement,nullement,pas cette fois,pas tout de "
       "suite,pas ce soir,pas d'accord du tout,plus tard,peut-être plus tard,non peut-être "
       "plus tard,je préfère pas,je préfère ne pas,j'préfère pas,j'ai pas envie,je n'ai "
       "pas envie,j'veux pas,ça me va pas,ça ne me va pas,c'est non,ça sera non,ce sera "
       "non,niet,que nenni,noon,nooon,naan,non nan,nan merci,nan c'est bon,ne l'envoie "
       "pas,l'envoie pas,ne valide pas,ne confirme pas,valide pas,confirme pas,c'est pas "
       "correct,ce n'est pas correct,c'est incorrect,c'est pas juste,pas correct,faux,je "
       "désapprouve}"},
      {confirm,
       "{oui,ouais,ouai,ouaip,ui,ok,okay,oki,d'accord,dac,c'est "
       "bon,vas-y,confirme,confirmer,je confirme,confirmé,valide,"
       "valider,je valide,validé,bien sûr,exact,exactement,parfait,go,yes,yep,c'est "
       "ça,c'est exact,absolument,évidemment,"
       "allez-y,allez,ça marche,ça roule,entendu,volontiers,carrément,tout à "
       "fait,fais-le,fais ça,oui oui,ouep,envoie-le,tu "
       "peux y aller,accepte,accepter,j'accepte,approuve,j'approuve,c'est "
       "correct,correct,oui vas-y,certainement,"
       "affirmatif,ça me va,très bien,oui merci,impeccable,nickel,bien entendu,je suis "
       "d'accord,ça me convient,on y va,poursuis,continue}"},
      {decline,
       "{non,nan,nn,non merci,pas maintenant,surtout pas,jamais,pas du "
       "tout,refuse,refuser,je refuse,hors de question,ne fais "
       "pas ça,ne le fais pas,fais pas ça,n'envoie pas,envoie pas,n'envoie rien,pas "
       "question,non non,non pas du tout,certainement "
       "pas,rejette,rejeter,décline,je décline,je ne veux pas,je veux pas,non c'est "
       "bon,pas d'accord,je ne suis pas "
       "d'accord,non je ne veux pas,négatif,sans façon,pas envie,vaut mieux pas,non "
       "surtout pas,c'est faux,incorrect,ce n'est "
       "pas ça,c'est pas ça,plutôt pas,non plus tard,nope,pas aujourd'hui,pas encore,n'y "
       "pense même pas}"},
      {cancel,
       "{annule,annuler,annulez,annulation,laisse tomber,laissez "
       "tomber,laisse,oublie,oublie ça,oubliez,stop,arrête,arrêter,"
       "arrêtez,arrête tout,arrête ça,stoppe,reviens en arrière,revenir en "
       "arrière,défais,rappelle,récupère,j'ai changé d'avis,tant "
       "pis,peu "
       "importe,abandonne,abandonner,annule-le,annule-la,retire,retirer,bloque,undo,cancel,"
       "rends-moi mon argent,revenir sur,fais marche arrière,"
       "je me suis trompé,je me suis trompée,interromps}"},
      {cancel_about,
       "{le,la,l',les,dernier,dernière,derniers,envoi,virement,paiement,payement,transfert,"
       "transaction,opération,demande,ça,cela,"
       "tout,mon,ma,mes,ce,cette,cet,que,je,j',viens,de,du,d',faire,commande,en cours,plus "
       "récent,plus récente,récent,récente,partage,à,"
       "pour,précédent,précédente,argent,l'argent,en attente,tu peux,peux-tu,s'il te "
       "plaît,ai fait,ai,fait,non,envoyé,"
       "envoyée,au,en,est-ce que,je veux,je voudrais,vite,tout de "
       "suite,ordre,celui,celle,juste,attends,ne,pas,et}"},
      {help,
       "{aide,aide-moi,aidez-moi,à l'aide,au secours,comment ça marche,comment ça "
       "fonctionne,comment tu marches,comment tu "
       "fonctionnes,ça marche comment,que peux-tu faire,que sais-tu faire,qu'est-ce que tu "
       "peux faire,qu'est-ce que tu sais "
       "faire,tu sais faire quoi,tu peux faire quoi,tu fais "
       "quoi,menu,démarrer,démarre,commencer,commence,comment faire,comment "
       "envoyer,comment je,comment puis-je,comment fait-on,comment on,comment "
       "payer,comment demander,comment partager,comment "
       "utiliser,comment t'utiliser,comment est-ce que je,comment annuler,comment "
       "virer,j'ai besoin d'aide,besoin d'aide,à quoi tu sers,à quoi sers-tu,qui es-tu,"
       "tu es qui,t'es qui,c'est quoi pennypost,c'est quoi ce "
       "bot,instructions,commandes,les commandes,options,start,help,mode "
       "d'emploi,tutoriel,tuto,"
       "explique-moi,explique,je ne comprends pas,je comprends pas,je suis perdu,je suis "
       "perdue,info,infos,quelles sont les "
       "commandes,tu peux m'aider,peux-tu m'aider,pouvez-vous m'aider,comment "
       "transférer,comment recevoir,que puis-je faire,assistance,guide,faq,"
       "c'est gratuit,quels sont les frais}"},
      {balance,
       "{solde,solde actuel,mon solde,combien j'ai,j'ai combien,combien ai-je,combien il "
       "me reste,combien me reste-t-il,"
       "il me reste combien,me reste combien,combien me reste t il,qu'est-ce qu'il me "
       "reste,qu'est-ce qui me reste,que me "
       "reste-t-il,combien d'argent j'ai,combien d'argent ai-je,j'ai combien "
       "d'argent,combien d'argent il me reste,combien "
       "d'argent me reste-t-il,combien sur mon compte,combien y a-t-il sur mon "
       "compte,combien il y a sur mon compte,il y a "
       "combien sur mon compte,combien j'ai sur mon compte,état de mon compte,l'état de "
       "mon compte,mes fonds,mon argent,suis-je à découvert,il reste combien,"
       "combien reste-t-il,combien il reste,qu'est-ce que j'ai sur mon compte,combien "
       "est-ce que j'ai,combien est-ce qu'il me "
       "reste,combien de sous j'ai,combien de sous il me reste,combien de thune j'ai,ai-je "
       "de l'argent,où en est mon compte,où j'en suis,où en suis-je,y a "
       "combien sur mon compte,combien d'euros j'ai,combien d'euros il me reste}"},
      {history_self, "combien j'ai, combien ai-je, combien est-ce que j'ai, j'ai combien"},
      {history,
       "{historique,transaction,transactions,opérations,opération,mouvements,mouvement,"
       "relevé,relevés,paiements,virements,envois,dépenses,activité,"
       "activités,transferts,dernier paiement,dernière transaction,dernier "
       "virement,dernier envoi,dernière opération,mes "
       "demandes,reçus,achats,extrait,extraits}"},
      {history_self, "{ai-je,j'ai,est-ce que j'ai,qu'ai-je,m'a,m'ont,t-on,a-t-on,avons-nous,on a}"},
      {service,
       "{mon,ma,mes,le,la,l',les,quel,quelle,quels,quelles,est,sont,c'est quoi,c'est "
       "combien,montre,montre-moi,montrez-moi,affiche,"
       "afficher,voir,vois,consulter,consulte,donne-moi,donne,dis-moi,dites-moi,connaître,"
       "savoir,actuel,actuelle,actuellement,compte,"
       "sur,dans,de,du,des,d',en,ce,cette,mois,mois-ci,semaine,jour,jours,aujourd'hui,"
       "dernière,dernières,derniers,dernier,"
       "récents,récentes,récente,récent,avec,à,tu,tu peux,peux-tu,je,je peux,je veux,je "
       "voudrais,j'aimerais,veux,voudrais,peux,combien,moi,me,disponible,total,il,y,a,t,"
       "argent,"
       "reste,encore,toutes,tous,tout,liste,lister,vérifie,vérifier,regarde,regarder,"
       "depuis,janvier,février,mars,avril,mai,juin,"
       "juillet,août,septembre,octobre,novembre,décembre,lundi,mardi,mercredi,jeudi,"
       "vendredi,samedi,dimanche,"
       "et,bancaire,au,aux,est-ce,que,s'il,où,moment,là,puis-je,est-il,complet,entrées,"
       "sorties,passé,passée,ci,pour,qu'on}"},
  };
}

}  // namespace pennypost::language
