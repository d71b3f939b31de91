#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language italian() {
  return {
      .code = "it",
      .entries =
          {
              {object,
               "{regola,regole,piano,ordine,ordini,istruzione,istruzioni,risposta,domanda,frase,"
               "parola,parole,cartello,annuncio,testo,trucco,compito,titolo,citazione}"},
              {filler,
               "{ah,oh,eh,ahi,boh,mah,uffa,mamma mia,accidenti,cavolo,caspita,a proposito,prima "
               "che mi dimentichi,quasi dimenticavo,dimenticavo,ah dimenticavo,ah ecco,ah già,ah "
               "sì,oh sì,ok allora,allora ok,bene allora,dai allora,va bene allora,senti un "
               "po',guarda,guarda un po',sai,sai che,insomma,comunque,davvero,sul "
               "serio,onestamente,una cosa,un'ultima cosa,ancora una cosa}"},
              {service,
               "{mi dici,mi puoi dire,puoi dirmi,potresti dirmi,mi potresti dire,puoi mostrarmi,mi "
               "mostri,mi fai vedere,fai vedere,vorrei sapere,voglio sapere,vorrei vedere,voglio "
               "vedere,posso vedere,posso sapere,devo sapere}"},
              {object, "un {abbraccio,bacio,bacione}"},
              {object,
               "{foto,fotina,selfie,immagine,immagini,screenshot,schermata,video,vocale,vocali,"
               "audio,nota vocale,meme,gif,link,indirizzo,posizione,mappa,numero,numero di "
               "telefono,codice,password,mail,email,messaggio,messaggi,messaggino,sms,lettera,"
               "cartolina,file,documento,documenti,pdf,contratto,ricetta,lista,elenco,canzone,"
               "playlist,info,informazioni,dettagli,dati,relazione,compiti,appunti,invito,contatto,"
               "curriculum,notizie,saluti,bacio,baci,bacini,abbraccio,abbracci,mano,aiuto,"
               "passaggio,consiglio,consigli,parere,idea,idee,tempo,minuto,minuti,secondo,secondi,"
               "attimo,momento,attenzione,visita,possibilità,occasione,retta,ragione,fastidio,"
               "permesso,pausa,notizia}"},
              {narrated,
               "{dammi retta,dai retta,dammi tregua,dai una mano,dammi una mano,dai un'occhiata,dà "
               "fastidio,passa a trovarmi,passa da me,passa di qua,passa la palla,metti a "
               "posto,metti via,metti la tavola,chiedi scusa,chiedi permesso,manda un bacio,manda "
               "saluti,condividi la posizione,condividi il link,condividi la foto,presta "
               "attenzione,paga pegno}"},
              {filler,
               "{sono arrivato,sono arrivata,mi hanno pagato,ho preso lo stipendio,auguri,tanti "
               "auguri,buon compleanno,complimenti,bravo,brava}"},
              {remark, "{era,erano,è stata,è stato,sono}"},
              {point, "virgola"},
              {greet,
               "{ciao,hey,ehi,salve,buongiorno,buonasera,buon giorno,buona sera} {come va,come "
               "stai,come sta,tutto bene,bot,a tutti,amico,bello,bella,pennypost,come andiamo,che "
               "si dice,tutto ok,ragazzi}, {ciao ciao,ciaoo,ciaooo,come butta,che si dice,che mi "
               "racconti,come te la passi,tutto a posto,tutto apposto,salve a "
               "tutti,buongiornissimo,buondì,buon dì}"},
              {send,
               "{mandagli,mandale,manda "
               "a,inviagli,inviale,pagagli,pagale,bonificagli,bonificale,bonifica,bonificare,"
               "trasferiscigli,trasferisci,versagli,versale,rimborsagli,rimborsale,rimborsa,fagli "
               "un bonifico di,falle un bonifico di,fai un bonifico di,fare un bonifico di,fai un "
               "versamento di,fai un satispay di,satispay,fai una ricarica "
               "di,ricarica,saldagli,salda,restituisci,restituiscigli,ridagli,ridalle,spedisci}"},
              {pronoun,
               "{mandagli,mandale,inviagli,inviale,pagagli,pagale,bonificagli,bonificale,"
               "trasferiscigli,versagli,versale,rimborsagli,rimborsale,fagli un bonifico di,falle "
               "un bonifico "
               "di,restituiscigli,ridagli,ridalle,dagli,dalle,passagli,passale,giragli,girale,"
               "sganciagli,allungagli,prestagli,chiedigli,chiedile,addebitagli}"},
              {send_weak,
               "{dagli,passagli,passale,giragli,girale,gira,girare,sgancia,sganciagli,allunga,"
               "allungagli,scuci,caccia,molla,presta,prestagli,sposta}"},
              {request_weak, "{chiedigli,chiedile}"},
              {request,
               "{addebita,addebitagli,riscuoti,riscuotere,esigi,fai una richiesta di,invia una "
               "richiesta di,manda una richiesta di,fatti dare,fatti restituire,fatti rimborsare}"},
              {kin,
               "{mami,papi,pa,ma,nonnina,nonnino,zietta,cuginetto,cuginetta,fratellone,sorellona,"
               "tesoro,amore,moroso,morosa,ex,ex ragazzo,ex ragazza,ex moglie,ex "
               "marito,fidanzatino,futuro "
               "marito,patrigno,matrigna,figliastro,figliastra,suoceri,nonni,zii,bimbo,bimba,"
               "bambino,bambina,piccolo,piccola,nipotino,nipotina,inquilino,inquilina,affittuario,"
               "donna delle pulizie,signora delle "
               "pulizie,colf,badante,tata,allenatore,allenatrice,commercialista,avvocato,medico,"
               "veterinario,psicologo,psicologa,barbiere,parrucchiera,estetista,elettricista,"
               "imbianchino,muratore,giardiniere,portiere,portinaia,amministratore,socio,socia,"
               "cliente,compare,comare}"},
              {balance,
               "{quanto ho,quanti soldi ho,quanto denaro ho,quanti soldi mi restano,quanti soldi "
               "mi rimangono,quanto mi resta,quanto mi rimane,quanto c'è,quanti soldi ci "
               "sono,quanto abbiamo,quanti soldi abbiamo,cosa ho,cosa mi resta,quanto mi è "
               "rimasto} {sul conto,nel conto,sul mio conto,nel mio conto,nel portafoglio,nel "
               "wallet,sulla carta,in totale,ora,adesso,ancora,al momento,disponibile,a "
               "disposizione,da spendere,in banca,in cassa,di saldo,di soldi,in tasca}, {saldo del "
               "conto,saldo disponibile,saldo residuo,qual è il mio saldo,qual è il saldo,com'è il "
               "mio saldo,mostrami il saldo,dimmi il saldo,fammi vedere il saldo,vedi "
               "saldo,controlla il saldo,controlla saldo,saldo per favore,saldo grazie,a quanto "
               "sto,a quanto sono,quanto sto,come sto messo a soldi,come sto a soldi,come sto con "
               "i soldi,come siamo messi,sono al verde,sono a secco,ho soldi,ho ancora soldi,ho "
               "abbastanza soldi,ho abbastanza,mi restano soldi,mi è rimasto qualcosa,quanto posso "
               "spendere,quanto posso mandare,quanto posso inviare,la mia disponibilità,fondi,i "
               "miei fondi,quanto mi avanza,quanti soldi mi avanzano,quanta grana ho}"},
              {history,
               "{storico pagamenti,storico dei pagamenti,storico transazioni,cronologia "
               "pagamenti,cronologia dei pagamenti,cronologia transazioni,ultimi pagamenti,ultime "
               "transazioni,ultime operazioni,ultimi bonifici,ultime spese,ultimi invii,i miei "
               "pagamenti,le mie transazioni,i miei movimenti,le mie operazioni,le mie spese,i "
               "miei bonifici,lista movimenti,lista dei movimenti,lista pagamenti,movimenti "
               "recenti,pagamenti recenti,transazioni recenti,attività recente,estratto,estratto "
               "del conto,l'estratto conto,mio estratto conto,dove sono finiti i miei soldi,dove "
               "sono finiti i soldi,dove sono andati i miei soldi,chi mi ha pagato,chi mi ha "
               "mandato soldi,chi mi ha mandato dei soldi,chi mi ha inviato soldi,a chi ho mandato "
               "soldi,a chi ho pagato,a chi ho inviato soldi,chi ho pagato,quanto ho speso,quanto "
               "ho mandato,quanto ho inviato,quanto ho pagato,quanto ho ricevuto,quanti soldi ho "
               "speso,quanti soldi ho mandato,quanti soldi ho inviato,cosa ho pagato,cosa ho "
               "speso,cosa ho mandato,cosa ho ricevuto,cosa è entrato,cosa è uscito,entrate e "
               "uscite,riepilogo spese}"},
              {help,
               "{come funziona questo,come funziona questa cosa,come funziona sta cosa,come "
               "funziona il bot,come funziona questo bot,come funziona l'app,come funziona questa "
               "app,come si usa questo,come si usa questa cosa,come si usa questo coso,come lo "
               "uso,come la uso,come si manda denaro,come si mandano soldi,come si inviano "
               "soldi,come si inizia,come inizio,come comincio,da dove inizio,da dove "
               "comincio,cosa fai tu,cosa sei in grado di fare,che cosa sai fare,cos'altro sai "
               "fare,cosa si può fare,cosa si può fare qui,cosa posso fare qui,quali comandi ci "
               "sono,che comandi ci sono,lista comandi,lista dei comandi,mostra menu,mostra il "
               "menu,fammi vedere il menu,mostrami le opzioni,che opzioni ho,tu chi sei,tu cosa "
               "sei,sei un bot,sei un robot,cos'è,cos'è questa cosa,cos'è questo coso,che roba "
               "è,che cos'è,che cos'è questo,non so come si fa,non so come funziona,non so come si "
               "usa,non so cosa fare,non ci capisco niente,non capisco niente,non capisco come "
               "funziona,non ho capito niente,sono confuso,sono confusa,sono nuovo,sono nuova,sono "
               "nuovo qui,sono nuova qui,è la prima volta,prima volta qui,mi puoi spiegare,puoi "
               "spiegarmi,mi spieghi,spiegami come funziona,spiegami come si fa,mi aiuti per "
               "favore,aiutami per favore,un aiuto,un aiutino,aiutino,dammi una mano,mi dai una "
               "mano,puoi darmi una mano,ho bisogno di una mano,mi serve una mano,serve "
               "aiuto,aiutoo,aiuto per favore,ho una domanda,una "
               "domanda,manuale,faq,assistenza,supporto,ci sono commissioni,costa qualcosa,quanto "
               "costa,sos}"},
              {cancel,
               "{no lascia stare,no lascia perdere,ah lascia stare,ma lascia stare,dai lascia "
               "stare,lascia stare va,lasciamo perdere,lasciamo stare,lascia così,lascialo "
               "stare,lascialo perdere,niente lascia stare,niente lascia perdere,no niente,niente "
               "più,non serve più,non mi serve più,non ce n'è più bisogno,non lo voglio più,non "
               "voglio più,scordatelo,scorda,scordati,dimenticatelo,dimentica tutto,fermati "
               "lì,ferma tutto,fermi tutti,stop stop,fermo,blocca tutto,blocca il "
               "pagamento,cancella tutto,cancellalo per favore,annulla tutto,annulla per "
               "favore,annullate,annulliamo,annulliamo "
               "tutto,elimina,eliminalo,eliminare,togli,rimuovi,riprendi,riprenditi,riprendi i "
               "soldi,ridammi i soldi,rivoglio i miei soldi,rivoglio i soldi,voglio indietro i "
               "miei soldi,fammi riavere i soldi,mi sono pentito,mi sono pentita,ci ho "
               "ripensato,ho ripensato,ripensandoci no,torna indietro per favore,revoca "
               "tutto,esci,fine}"},
              {confirm,
               "{sì va bene,sì ok,sì esatto,sì giusto,sì corretto,sì certamente,sì procedi,sì "
               "vai,sì manda,sì invia,sì fallo,sì dai,sì perfetto,sì assolutamente,ok sì,ok va "
               "bene,ok procedi,ok vai,ok perfetto,ok manda,va benissimo,va bene così,va bene "
               "procedi,va bene vai,benissimo,ottimo,perfetto vai,perfetto procedi,certo che sì "
               "procedi,certo vai,certo procedi,ma certo,ma sì,eh sì,e certo,come no,ci sta,ci "
               "mancherebbe,affare fatto,andata,manda pure,invia pure,procedi pure,fai pure,fai "
               "così,fai,falla,mandali,inviali,confermo tutto,confermato sì,è corretto sì,tutto "
               "corretto,tutto giusto,tutto ok,tutto a "
               "posto,sissì,sissignore,sii,siii,yess,yep,okk,okok,d'accordissimo,concordo,approva,"
               "autorizzo,autorizzato}"},
              {decline,
               "{no non ora,no non adesso,no non voglio,no no grazie,no per favore,no aspetta,no "
               "non farlo,no non mandare,no è sbagliato,non mandare,non inviare,non confermare,non "
               "procedere,non così,così no,non va bene,non mi va bene,non mi va,non voglio "
               "grazie,per ora no,adesso no,ora no,magari dopo,magari un'altra volta,un'altra "
               "volta,forse dopo,forse più tardi,meglio no,è meglio di no,anche no,proprio no,mai "
               "nella vita,nemmeno morto,scordatelo no,neanche per idea,ma neanche,niente "
               "affatto,no davvero,no mi dispiace,nono,nooo,noo,nein,niet}"},
              {filler, "che {gli,le,ti,} {devo,dovevo,dobbiamo}"},
              {send,
               "{gira,girare,giri,giragli,girale,girami,ricarica,fai avere,far avere,fai "
               "arrivare,satispay,fai un satispay di,fai un paypal di,fagli un bonifico di,falle "
               "un bonifico di,fai bonifico di,bonificagli,bonificale,rendi,rendere,ridai}"},
              {pronoun,
               "{giragli,girale,fagli un bonifico di,falle un bonifico di,bonificagli,bonificale}"},
              {me, "girami"},
              {send_weak, "{metti,mettere,lascia,anticipa,anticipare,offri,scuci}"},
              {opener,
               "{mi faresti il favore di,faresti,potresti per favore,puoi per favore,puoi "
               "gentilmente,avrei bisogno di,avrei bisogno che tu,ho bisogno che tu,vorrei che "
               "tu,voglio che tu,mi serve che tu,fammi il piacere di,mi fai il piacere di,fai il "
               "bravo e,sii gentile e,saresti così gentile da,sarebbe così gentile da,abbi la "
               "gentilezza di,ti chiedo di,le chiedo di,ti prego di,la prego di,si può,è "
               "possibile,ti andrebbe di,riusciresti a,ce la fai a,devi,ricorda di,non scordarti "
               "di,è il momento di,vorrei solo,voglio solo,devo solo,mi tocca}"},
              {filler,
               "{solo,soltanto,solamente,altri,altre,praticamente,in "
               "pratica,insomma,allora,senti,ascolta,guarda,dai,vai,forza,bello,zio,frate,amo,"
               "tesoro,caro,assistente,subito subito,al più presto,il prima "
               "possibile,urgentemente,equamente,in parti uguali,in modo equo,alla romana,a "
               "metà,dal mio conto,niente,ecco}"},
              {clock, "{ora,ore,minuto,minuti,giorno,giorni,settimana,settimane,mese,mesi}"},
              {ways, "in {due,tre,quattro,cinque,sei,2,3,4,5,6}{ parti, parti uguali,}"},
              {purpose,
               "{x,x il,x la,x i,x le,come contributo per,con nota,con descrizione,descrizione}"},
              {thanks,
               "{grazie in anticipo,grazieee,graziee,ti sono grato,ti sono grata,te ne sono "
               "grato,cordiali saluti}"},
              {please,
               "{x favore,xfavore,xfav,perpiacere,se riesci,quando riesci,se non è un problema,se "
               "ti va,per cortesia,se puoi per favore}"},
              {send,
               "{manda,mandare,mandate,mandi,invia,inviare,inviate,invii,paga,pagare,pagate,paghi,"
               "trasferisci,trasferire,trasferisca,versa,versare,versate,bonifica,bonificare,"
               "rimborsa,rimborsare,spedisci,spedire,restituisci,accredita}, "
               "{manda,invia,paga,trasferisci,versa,rimborsa,spedisci,restituisci}{gli,le}, "
               "{mandar,inviar,pagar,trasferir,versar}{gli,le}, {fai,fare,faccia,effettua} un "
               "{bonifico,pagamento,trasferimento,versamento}{ di, da,}"},
              {pronoun,
               "{manda,invia,paga,trasferisci,versa,rimborsa,passa,spedisci,restituisci,dag,"
               "allunga,chiedi}gli, {manda,invia,paga,trasferisci,versa,passa,chiedi}le, "
               "{mandar,inviar,pagar,trasferir,versar,dar,passar,chieder}{gli,le}, dagli, dalle"},
              {send,
               "{manda,invia,paga,trasferisci,versa,rimborsa,restituisci}{mi,ci,meli}, "
               "{mandar,inviar,pagar,trasferir,versar}{mi,ci}, mi {mandi,invii,paghi,manda,invia}"},
              {me,
               "{manda,invia,paga,trasferisci,versa,rimborsa,restituisci,passa,presta}{mi,ci,meli},"
               " {mandar,inviar,pagar,trasferir,versar,dar,passar}{mi,ci}, mi "
               "{mandi,invii,paghi,dai,passi,manda,invia,deve}, dammi, dacci"},
              {send_weak,
               "{dai,dà,da',dare,date,passa,passare,dona,donare,regala,regalare,consegna,allunga,"
               "molla,sgancia,sposta}, {passa,allunga}{gli,le,mi}, {dagli,dalle,dammi,dacci}, "
               "dar{gli,le,mi}, mi {dai,passi}"},
              {send_ask, "{mandi,invii,paghi,trasferisci,versi}, {gli,le} {mandi,invii,paghi}"},
              {request,
               "{richiedi,richiedere,addebita,addebitare,fattura,esigi,riscuoti,riscuotere}, fai "
               "una richiesta di, {manda,invia} una richiesta di, fatti {dare,pagare,mandare}"},
              {request_weak, "{chiedi,chiedere,chieda,chiedete,prendi}, {chiedi,chieder}{gli,le}"},
              {split,
               "{dividi,dividere,dividiamo,divida,spartisci,spartire,ripartisci,ripartire,"
               "suddividi,smezza,fai a metà}, dividi il conto di"},
              {narrated,
               "{mandato,mandata,mandati,inviato,inviata,inviati,pagato,pagata,pagai,trasferito,"
               "versato,dato,data,dati,passato,chiesto,richiesto,ricevuto,ricevuta,prestato,presta,"
               "prestare,costa,costano,costava,costato,vinto,vince,perso,comprato,"
               "compra,venduto,speso,spendo,mando,invio,pago,do,mandava,inviava,pagava,mandò,inviò,"
               "pagò,diede,diedi,mandai,inviai,diviso,restituito,rubato,vale,guadagnato,guadagna,"
               "scommesso,rimborsato,mandano,pagano,inviano}"},
              {future,
               "{manderò,manderai,manderà,invierò,invierà,pagherò,pagherai,pagherà,pagheremo,darò,"
               "darai,darà,trasferirò,verserò,chiederò,chiederà,manderei,pagherei,invierei,darei,"
               "dividerò,dovrei,dovremmo,potrei,forse,magari,penso di,prometto,prometto di,ti "
               "prometto,probabilmente,sto pensando,ricordami di,ho intenzione di,vorrei poter,ti "
               "mando,le mando,gli mando,ti invio,ti pago,ti do}"},
              {opener,
               "{puoi,potresti,potrebbe,può,potete,riesci a,mi puoi,mi potresti}, "
               "{voglio,vorrei,desidero,devo,dobbiamo,ho bisogno di,bisogna,mi serve,mi "
               "piacerebbe,ho voglia di,mi servirebbe,occorre}, {posso,possiamo}, "
               "{lasciami,fammi}, {mi fai,fammi} il favore di, {ti dispiace,ti "
               "dispiacerebbe,sarebbe possibile,è possibile}, non dimenticare di, ricordati di, "
               "aiutami a, {vuoi,volevo}, è ora di, cerca di"},
              {please,
               "{per favore,per piacere,perfavore,pf,per cortesia,se puoi,se possibile,se non ti "
               "dispiace,gentilmente,cortesemente,plz,pls,quando puoi,per me,ti prego}"},
              {greet,
               "{ciao,salve,buongiorno,buonasera,buon pomeriggio,buondì,ehi,hey,hello,ehilà,come "
               "va,come stai,tutto bene,buon giorno,buona sera,hola,ciao ciao,bella}"},
              {thanks,
               "{grazie,grazie mille,mille grazie,ti ringrazio,grazie tante,molte "
               "grazie,grz,thx,grazie in anticipo,grazie infinite,sei un grande,sei un "
               "tesoro,gentilissimo,gentilissima,grazie di cuore,tante grazie}"},
              {closing,
               "{ahah,ahahah,haha,lol,xd,baci,bacio,un abbraccio,a presto,a dopo,a "
               "domani,arrivederci,buonanotte,buona notte,buona giornata,buona serata,ci "
               "vediamo,ti voglio bene,tvb,saluti,con calma,senza fretta}"},
              {filler,
               "{allora,ok,okay,dunque,beh,senti,scusa,ascolta,ecco,bene,poi,e "
               "poi,anche,solo,subito subito,veloce,velocemente,in "
               "fretta,urgente,urgentemente,oggi,amico,fratello,bro,raga,pennypost,bot,un po',la "
               "somma di,una somma di,un totale di,la cifra di,"
               "l'importo di,un importo di,in totale,dal mio conto,da parte mia,di "
               "nuovo,ancora,perfetto,direttamente,pure,mo,dai dai,un favore,per ora,questa "
               "volta,esattamente,tesoro}"},
              {now, "{adesso,ora,subito,immediatamente,appena puoi,asap,al più presto}"},
              {to,
               "a, ad, al, allo, alla, ai, agli, alle, all', per, verso, sul conto di, "
               "destinatario"},
              {range, "a, fino a"},
              {from, "da, dal, dallo, dalla, dai, dagli, dalle, dall', di, del, della"},
              {with, "con, col, assieme a, insieme a"},
              {between, "tra, fra"},
              {each,
               "ciascuno, ciascuna, a testa, per uno, cadauno, ognuno, a ciascuno, a ognuno, per "
               "persona, a ciascuno di, ciascuno a, cada, cad, a entrambi, a tutti e due"},
              {me, "mi, me, a me, m'"},
              {self, "me, io, noi, me stesso, me stessa"},
              {pronoun,
               "{lui,lei,loro,te,voi,gli,le,ti,vi,qualcuno,chiunque,tutti,nessuno,un "
               "amico,un'amica,amici,i miei amici,quel tipo,quella "
               "persona,entrambi,l'altro,l'altra,questo tipo,ragazzi,i ragazzi}"},
              {article,
               "il, lo, la, l', i, gli, le, un, uno, una, un', del, dello, della, dei, degli, "
               "delle, dell'"},
              {unit, "di, d', in"},
              {possessive,
               "mio, mia, miei, mie, tuo, tua, tuoi, tue, suo, sua, suoi, sue, nostro, nostra, "
               "vostro, vostra"},
              {title,
               "signor, signora, signorina, sig, sig.ra, signore, dott, dottor, dottore, "
               "dottoressa, dr, prof, professor, professoressa, don, donna, avv, avvocato, ing, "
               "ingegnere, sigra"},
              {kin,
               "{mamma,madre,papà,babbo,padre,sorella,sorellina,fratello,fratellino,figlio,figlia,"
               "moglie,marito,zia,zio,nonna,nonno,cugino,cugina,nipote,suocera,suocero,cognato,"
               "cognata,genero,nuora,fidanzato,fidanzata,ragazzo,ragazza,amico,amica,compagno,"
               "compagna,capo,vicino,vicina,"
               "padrone di casa,padrona di "
               "casa,coinquilino,coinquilina,collega,padrino,madrina,migliore amico,migliore "
               "amica,tata,baby "
               "sitter,babysitter,maestra,maestro,idraulico,parrucchiere,genitori,fratello "
               "maggiore,sorella maggiore,ex,dentista,meccanico}"},
              {particle, "di, de, da, del, della, dei, d', lo, la, van, von, san, santa, el, al"},
              {subject,
               "{io,tu,lui,lei,noi,voi,loro,qualcuno,nessuno,la "
               "gente,chi,questo,quello,tutti,ciò,che,si}"},
              {purpose,
               "per, per il, per lo, per la, per i, per gli, per le, per l', causale, motivo, "
               "oggetto, a titolo di, rif, riferimento, nota, messaggio, con causale, con il "
               "messaggio, con la causale, come pagamento di, in cambio di, re, riguardo a, a "
               "causa di"},
              {thing,
               "{affitto,pranzo,cena,colazione,pizza,caffè,taxi,benzina,cinema,film,biglietto,"
               "biglietti,concerto,regalo,compleanno,festa,vacanza,vacanze,viaggio,hotel,volo,"
               "treno,autobus,bus,metro,luce,acqua,gas,internet,telefono,bolletta,bollette,conto,"
               "spesa,birra,birre,bevande,vino,torta,fiori,scarpe,vestiti,vestito,libro,libri,"
               "scuola,corso,lezioni,lezione,"
               "palestra,netflix,spotify,abbonamento,debito,prestito,mancia,multa,tasse,"
               "assicurazione,medico,dentista,medicine,farmacia,veterinario,cane,gatto,bambini,"
               "asilo,parrucchiere,macchina,auto,moto,bici,riparazione,casa,mobili,gioco,scommessa,"
               "donazione,cose,cosa,metà,parte,quota,gelato,latte,pane,uova,frutta,sushi,panino,"
               "calcetto,parcheggio,pedaggio,"
               "messaggio,mail,email,link,foto,video,lettera,indirizzo,numero,codice,posizione,"
               "minuti,minuto,ore,ora,giorni,giorno,settimane,settimana,mesi,mese,anni,anno,volte,"
               "volta,punti,persone,amici,km,kg,chili,litri,mano,bacio,abbraccio,aiuto,consiglio,"
               "tempo,documento,documenti,aperitivo,spritz,pulizie,condominio,matrimonio}"},
              {gain, "per"},
              {tell, "{di',dì,dica,dillo,ricorda} a, {di',dì} {al,alla}, digli di, dille di"},
              {send, "di {mandarmi,inviarmi,pagarmi,trasferirmi,versarmi,darmi,ridarmi}"},
              {me, "di {mandarmi,inviarmi,pagarmi,trasferirmi,versarmi,darmi,ridarmi}"},
              {approx,
               "{per cento,percento,la metà di,metà di,un terzo di,un quarto di,il doppio di,due "
               "volte,tre volte,il doppio,circa,più o meno,quasi,intorno a,attorno "
               "a,sui,sulle,qualche,alcuni,alcune,un paio,un paio di,paio,un po' di,un poco "
               "di,parecchi,parecchio,molti,molto,tanto,pochi,una decina,una decina di,una "
               "ventina,una ventina di,una trentina,una cinquantina,un centinaio,un centinaio "
               "di,un migliaio,centinaia di,migliaia di,una "
               "dozzina,dozzina,decina,ventina,approssimativamente,o giù di lì,tipo,o "
               "così,all'incirca,ventina di,decina di}"},
              {limit,
               "{fino a,almeno,al massimo,al minimo,massimo,minimo,più di,meno di,non più di,non "
               "meno di,oltre,come minimo,come massimo}"},
              {or_, "o, oppure, od"},
              {all,
               "{tutto,tutti i miei soldi,tutti i soldi,tutto il mio denaro,tutto quello che "
               "ho,tutto ciò che ho,il resto,metà dei miei soldi,tutto il mio saldo,il mio saldo,i "
               "miei risparmi,tutti i miei risparmi,quello che mi resta,quello che resta,tutto il "
               "saldo,la metà}"},
              {money,
               "{soldi,denaro,dei soldi,un po' di soldi,i soldi,contanti,qualche soldo,il conto,un "
               "bonifico,un pagamento,grana,quattrini,una somma,cash,la spesa,le spese}"},
              {half, "mezzo, mezza, metà di un"},
              {about_half, "e mezzo, e mezza"},
              {conj, "e, ed, nonché"},
              {sign_minus, "meno"},
              {negation,
               "{scherzo,sto scherzando,non,mai,nemmeno,neanche,né,senza,smetti di,evita di,invece "
               "di,nessun,niente,al posto di}"},
              {condition,
               "{se,qualora,nel caso,a meno che,a condizione che,purché,solo se,anche se,s',sempre "
               "che,altrimenti}"},
              {said,
               "{detto,dice,dicono,disse,ha detto,mi ha detto,diceva,scritto,ha scritto,mi ha "
               "scritto,scrive,raccontato,racconta,mi ha chiesto,mi ha chiesto di,ha "
               "chiesto,secondo,risposto,risponde,ho letto,ho sentito,pensa che,crede,credo,penso "
               "che,vuole che,barzelletta,cito,pare che,sembra che,leggo}"},
              {wish,
               "{magari potessi,se solo,immagina,sarebbe bello,avrei dovuto,avrei voluto,avrei "
               "potuto,supponiamo,spero,spero di,sogno di,in teoria,ipoteticamente,e se,che ne "
               "dici di,preferirei,facciamo finta,mettiamo che,vorrei aver}"},
              {past,
               "{ieri,ieri sera,l'altro ieri,la settimana scorsa,settimana scorsa,il mese "
               "scorso,l'anno scorso,fa,già,stamattina,l'altro giorno,di recente,poco "
               "fa,prima,venerdì scorso,lunedì scorso,sabato scorso,l'ultima volta}"},
              {later,
               "{domani,domani mattina,domattina,dopodomani,più tardi,stasera,questa "
               "sera,stanotte,la prossima settimana,settimana prossima,la settimana prossima,il "
               "mese prossimo,il prossimo mese,l'anno "
               "prossimo,lunedì,martedì,mercoledì,giovedì,venerdì,sabato,domenica,presto,tra "
               "un'ora,fra un'ora,tra un po',tra due giorni,fra due giorni,fra una settimana,tra "
               "una settimana,a mezzogiorno,a mezzanotte,quando,"
               "appena,non appena,prima di,dopo,a fine mese,fine mese,un giorno,la prossima "
               "volta,nel weekend,nel fine settimana,lunedì prossimo,venerdì prossimo,entro "
               "domani,entro venerdì,il primo del mese,a natale}"},
              {recurring,
               "ogni "
               "{giorno,settimana,mese,anno,lunedì,martedì,mercoledì,giovedì,venerdì,sabato,"
               "domenica,mattina,sera,ora,volta}, tutti i {giorni,mesi,lunedì,venerdì,sabati}, "
               "tutte le {settimane,mattine,sere,domeniche}, {una volta,due volte} {al,alla} "
               "{mese,settimana,giorno}, "
               "{mensilmente,settimanalmente,quotidianamente,mensile,settimanale,regolarmente,"
               "automaticamente}, al {mese,giorno}, alla settimana"},
              {wh,
               "{che,cosa,che cosa,cos',chi,a chi,da chi,con "
               "chi,quanto,quanta,quanti,quante,quando,dove,come,quale,quali,perché,qual,quant',"
               "com'}"},
              {yes_no, "{hai,ha,hanno,avete,abbiamo,ho,è,sono,era,dovrei}"},
              {correction,
               "{no aspetta,aspetta,aspetta no,anzi,volevo dire,cioè,intendo,scusa no,no "
               "scusa,scusami,no no,no,correzione,meglio,piuttosto,ops,in realtà,mi sono "
               "sbagliato,mi sono sbagliata,facciamo,fai invece,invece,pardon,mi correggo,no "
               "anzi,no meglio,sbagliato}"},
              {owes,
               "{deve,devono,mi deve,mi devono,doveva,gli devo,le devo,ti devo,deve a me,mi devi}"},
              {owes, "devo"},
              {me, "mi deve, mi devono, deve a me, mi devi"},
              {it, "{lo,quello,questo,richiedilo,chiediglielo,chiedili,chiedeteglielo,ciò}"},
              {request,
               "{richiedilo,chiediglielo,richiediglielo,chiedili,chiedigliela,chiediglieli}"},
              {confirm,
               "{sì,si,certo,certamente,ok,okay,va "
               "bene,d'accordo,confermo,conferma,confermare,confermato,procedi,vai,vai "
               "pure,fallo,esatto,esattamente,giusto,corretto,assolutamente "
               "sì,ovvio,ovviamente,perfetto,accetto,accetta,accettare,approvo,approvato,sì "
               "grazie,sì certo,sì per favore,yes,sisi,sì sì,affermativo,certo che sì,senz'altro,"
               "sicuro,volentieri,bene,prosegui,continua,dai,vabbè ok,si fa,facciamolo,è giusto,è "
               "corretto,sono d'accordo,sì confermo,mandalo,invialo,eccome,sicuramente}"},
              {decline,
               "{no,no grazie,non ora,non adesso,non ancora,mai,assolutamente no,certo che no,non "
               "farlo,non voglio,rifiuto,rifiuta,rifiutare,rifiutato,per niente,neanche per "
               "sogno,meglio di no,nah,nope,negativo,no no,non confermo,non accetto,sbagliato,non "
               "è corretto,non è giusto,macché,nemmeno per idea,ma no,non mandarlo,non inviarlo,no "
               "mai,oggi no,non sono d'accordo,preferisco di no}"},
              {cancel,
               "{annulla,annullare,annullalo,annullala,cancella,cancellare,cancellalo,ferma,"
               "fermare,fermati,fermalo,lascia perdere,lascia "
               "stare,lascia,dimentica,dimenticalo,non importa,fa niente,fa lo "
               "stesso,stop,blocca,bloccalo,revoca,revocare,torna indietro,ho cambiato "
               "idea,undo,storna,ritira,interrompi,abortisci,disfa,richiama,annullamento,basta,non "
               "fa niente,come non detto}"},
              {cancel_about,
               "{il,lo,la,l',i,le,ultimo,ultima,invio,pagamento,bonifico,trasferimento,transazione,"
               "operazione,richiesta,tutto,mio,mia,questo,questa,quello,quella,che,ho,appena,fatto,"
               "inviato,mandato,a,al,alla,di,del,per,denaro,soldi,ordine,più "
               "recente,recente,precedente,in sospeso,puoi,voglio,vorrei,per "
               "favore,ora,subito,devo,fare,e,no,divisione,"
               "in corso,potresti}"},
              {help,
               "{aiuto,aiutami,aiutatemi,come funziona,come funzioni,come si usa,come si fa,cosa "
               "puoi fare,cosa sai fare,che cosa puoi fare,che sai fare,che puoi fare,cosa "
               "fai,menu,menù,inizia,iniziare,inizio,avvia,start,come invio,come mando,come "
               "pago,come posso,come faccio,come chiedo,come divido,come annullo,come "
               "trasferisco,come ricevo,come inviare,come mandare,come pagare,come usare,come ti "
               "uso,mi serve aiuto,"
               "ho bisogno di aiuto,istruzioni,comandi,opzioni,help,guida,spiegami,spiega,non "
               "capisco,non ho capito,chi sei,cosa sei,cos'è questo,cos'è pennypost,a cosa servi,a "
               "cosa serve,puoi aiutarmi,mi puoi aiutare,mi aiuti,info,informazioni,tutorial,quali "
               "sono i comandi,è gratis,quanto costa il servizio,cominciamo,cosa posso fare}"},
              {balance,
               "{saldo,il mio saldo,saldo attuale,quanto ho,quanti soldi ho,quanto denaro "
               "ho,quanto mi resta,quanto mi rimane,quanti soldi mi restano,quanti soldi mi "
               "rimangono,quanto c'è sul mio conto,quanto ho sul conto,quanto ho sul mio "
               "conto,quanto è rimasto,cosa ho sul conto,i miei soldi,ho soldi,ho ancora "
               "soldi,quanti euro ho,disponibilità,quanto posso spendere,quanto ho ancora,quanto "
               "ho a disposizione,"
               "quanto mi è rimasto,estratto del saldo,com'è il mio conto,stato del conto}"},
              {wh, "quanto ho, quanti soldi ho, quanto denaro ho"},
              {history_self, "quanto ho, quanti soldi ho, quanto denaro ho"},
              {history,
               "{cronologia,storico,transazioni,transazione,movimenti,movimento,operazioni,"
               "pagamenti,bonifici,trasferimenti,estratto conto,attività,ultimo pagamento,ultima "
               "transazione,ultimo bonifico,ultimi movimenti,spese,le mie "
               "spese,ricevute,invii,richieste,entrate,uscite,acquisti}"},
              {history_self, "{ho,mi ha,mi hanno,abbiamo,ho mandato,ho speso}"},
              {service,
               "{mio,mia,miei,mie,il,la,lo,l',i,le,gli,qual,quale,quali,che,cosa,è,sono,mostra,"
               "mostrami,mostrare,fammi "
               "vedere,vedere,vedi,dimmi,dammi,dire,controlla,controllare,attuale,conto,su,sul,nel,"
               "nella,in,di,del,della,dei,questo,questa,mese,settimana,giorno,giorni,oggi,ieri,"
               "ultimo,ultima,ultimi,ultime,recente,recenti,con,a,ad,al,disponibile,totale,soldi,"
               "denaro,tutti,tutte,tutto,lista,elenco,voglio,vorrei,puoi,posso,mi,per "
               "favore,adesso,ora,gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,"
               "settembre,ottobre,novembre,dicembre,lunedì,martedì,mercoledì,giovedì,venerdì,"
               "sabato,domenica,e,bancario,sapere,scorso,scorsa,scorsi,fa,un,una,per,potresti,dal,"
               "da,vedo,controllo,ho,momento,quant',com',quanto,riepilogo}"},
              {machine,
               "{ignora,dimentica,trascura,disattiva} {le tue,le,tutte le,tutte le tue,queste,le "
               "mie} {regole,istruzioni,direttive,limitazioni,restrizioni,istruzioni "
               "precedenti,regole precedenti}, {ora sei,adesso sei,da ora sei,da ora in poi,d'ora "
               "in poi}, {comportati,agisci} come, {fai finta,fingi} {di,che}, modalità "
               "{sviluppatore,amministratore,admin,test,debug}, messaggio di sistema, sistema:, "
               "sistema :, come {amministratore,sviluppatore,sistema}, sono {il tuo,un} "
               "{creatore,sviluppatore,amministratore,proprietario,admin}, nuove "
               "{istruzioni,regole}, nuova {istruzione,regola}, le tue {regole,istruzioni}, il tuo "
               "{ruolo,prompt}, senza {chiedere ,}conferma, sei un {bot,assistente,robot} "
               "{che,senza}, prompt di sistema"},
          },
      .numbers =
          "un=1, uno=1, una=1, un'=1, cento=100, mille=1000, mila=1000, ventuno=21, ventitre=23, "
          "trentatre=33",
      .factors =
          "cento=100, mille=1000, mila=1000, k=1000, milione=1000000, milioni=1000000, "
          "miliardo=1000000000, miliardi=1000000000, mln=1000000",
      .currencies =
          "euro=EUR, euri=EUR, eur=EUR, dollaro=dollar, dollari=dollar, sterlina=pound, "
          "sterline=pound, franco=franc, franchi=franc, franchi svizzeri=CHF, yen=JPY, yuan=CNY, "
          "rupia=rupee, rupie=rupee, peso=peso, pesos=peso, centesimo=centesimo, "
          "centesimi=centesimo, cent=cent, cents=cent, corona=crown, corone=crown, rublo=rouble, "
          "rubli=rouble, dinaro=dinar, dinari=dinar, dirham=dirham, real=real, reais=real, "
          "scellino=shilling, scellini=shilling, "
          "zloty=PLN, lira turca=TRY, lire turche=TRY, pence=penny, leu=leu, lei=leu, "
          "lire=nothing, lira=nothing, bitcoin=nothing, btc=nothing, punti=nothing, "
          "monete=nothing, gettoni=nothing, ethereum=nothing, crediti=nothing, cripto=nothing",
      .sums = "deca=10:default",
      .compounds = true,
  };
}

}  // namespace pennypost::language
