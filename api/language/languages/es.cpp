#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language spanish() {
  Language out{
      .code = "es",
      .entries =
          {
              {object,
               "{regla,reglas,plan,orden,órdenes,instrucción,instrucciones,respuesta,pregunta,"
               "frase,letra,cartel,anuncio,texto,lema,truco,tarea,título,oración,cita}"},
              {send,
               "{le,les} "
               "{mandes,envíes,pagues,transfieras,deposites,pases,des,abones,devuelvas,gires}"},
              {pronoun,
               "{le,les} "
               "{mandes,envíes,pagues,transfieras,deposites,pases,des,abones,devuelvas,gires}"},
              {it,
               "{mándaselos,mándaselo,mándasela,págaselos,págaselo,envíaselos,envíaselo,"
               "devuélveselos,devuélveselo,transfiéreselos,transfiéreselo,pásaselos,pásaselo,"
               "deposítaselos,deposítaselo,dáselos,dáselo}"},
              {send,
               "{págaselo,envíaselo,devuélveselo,transfiéreselos,transfiéreselo,pásaselos,pásaselo,"
               "deposítaselos,deposítaselo}"},
              {send_weak, "dáselos, dáselo"},
              {purpose, "{de los,de las}"},
              {split,
               "{vamos a medias,a medias con,ir a medias,vamos mitad y mitad,mitad y mitad,hacemos "
               "vaca,hagamos vaca,vamos miti miti,miti miti,50/50}"},
              {closing,
               "{te veo,nos vemos,nos estamos viendo,te veo luego,ahí nos vemos,nos vidrios}"},
              {object, "{un,unos,muchos,mil} {abrazo,abrazos,beso,besos,saludo,saludos}"},
              {object,
               "{foto,fotos,fotito,selfie,selfies,imagen,imágenes,captura,pantallazo,video,vídeo,"
               "videos,vídeos,audio,audios,nota de "
               "voz,meme,memes,gif,gifs,sticker,stickers,link,links,enlace,enlaces,dirección,"
               "ubicación,mapa,número,número de "
               "teléfono,código,clave,contraseña,correo,mail,mensaje,mensajes,mensajito,whatsapp,"
               "carta,postal,archivo,archivos,documento,documentos,pdf,contrato,receta,lista,"
               "canción,playlist,info,información,datos,detalles,reporte,informe,tarea,apuntes,"
               "invitación,contacto,cv,currículum,noticias}"},
              {object,
               "{abrazo,abrazos,beso,besos,besitos,besote,saludo,saludos,cariño,recuerdos,atención,"
               "visita,ayuda,mano,aventón,raite,permiso,chance,oportunidad,tiempo,tiempito,minuto,"
               "minutos,minutito,segundo,segundos,segundito,rato,ratito,momento,consejo,consejos,"
               "opinión,idea,razón,razones,gracias,vuelta,vueltas,descanso,respiro,aviso,llamada,"
               "toque,pista,susto,risa,pena,hambre,sueño,miedo,asco,flojera,pereza,bola,bolilla,"
               "cuenta de que,igual}"},
              {narrated,
               "{poner la mesa,pon la mesa,pon música,pon la música,pon atención,poner "
               "atención,presta atención,préstame atención,da igual,da lo mismo,da la vuelta,da "
               "gusto,da risa,da pena,da miedo,pasa la voz,paga las consecuencias,paga los platos "
               "rotos,parte la pizza,parte el pastel,comparte la ubicación,comparte tu "
               "ubicación,comparte el link,comparte la foto,pasa por,pasa a buscar,pasa a "
               "recoger,pide perdón,pedir perdón,pide permiso,pide un deseo,pide cita,pide un "
               "taxi,pide un uber,manda saludos,mandar saludos,manda un saludo}"},
              {filler,
               "{ya llegué,acabo de llegar,ya estoy en casa,me pagaron,ya me pagaron,ya "
               "cobré,felicidades,felicitaciones,enhorabuena,feliz cumpleaños,nos divertimos}"},
              {remark, "{estuvo,estuvieron,estaba,estaban,quedó,quedaron,salió}"},
              {point, "{punto,coma}"},
              {greet,
               "{hola,holi,holis,ey,hey,oye} {buenas,buenos días,buenas tardes,buenas noches,buen "
               "día,qué tal,cómo estás,cómo andas,qué onda,qué hay,qué hubo,bot,amigo,cómo va,cómo "
               "te va,cómo va todo,qué haces,a todos,pennypost}, buenos días {amigo,bot,a todos}, "
               "{muy ,}buenas {tardes,noches} {amigo,bot,a todos}, {qué hay,qué hubo,q tal,q "
               "onda,qué pex,qué pasó,holaa,holaaa,holiwis,wenas,bnas,buenass,qué hay de "
               "nuevo,hola otra vez,buen día a todos,saludos cordiales a todos}"},
              {send,
               "{deposítale,deposítales,depósitale,transfiérele,transfiéreles,transfiereles,"
               "transferile,transferíle,transferiles,envíales,enviáles,págales,abónales,gírales,"
               "envíaselos,págaselos,devuélveselos,devuélvele,devuélveles,devolvele,devolvéle,"
               "páguenle,mándenle,envíenle,mandalé,enviále,dale una lana,pagar "
               "a,mandarle,enviarle,pagarle,transferirle,depositarle,tírale una transferencia "
               "de,hazle una transfer de,hazle un depósito de,pásale por transferencia,pásale por "
               "bizum,haz bizum de,bizum,bizum de,bízum,sinpe,sinpea,hazle un sinpe "
               "de,pixea,zellea,zelléale,venméale,reenvía,reenvíale,remítele}"},
              {pronoun,
               "{deposítale,deposítales,depósitale,transfiérele,transfiéreles,transfiereles,"
               "transferile,transferíle,transferiles,envíales,enviáles,págales,abónales,gírales,"
               "devuélvele,devuélveles,devolvele,devolvéle,mandarle,enviarle,pagarle,transferirle,"
               "depositarle,hazle una transfer de,hazle un depósito de,hazle un sinpe "
               "de,zelléale,venméale,reenvíale,remítele,súbele,sácale,quítale,cóbrenle,pídanle,"
               "tirale,soltale,ponele,prestale,aviéntale,pícale,cáele con,cáele}"},
              {send_weak,
               "{tirale,soltale,ponele,aviéntale,rola,cáele con,cáele a,móchate "
               "con,cooperale,coopérale,acerca,alcanza,facilita,déjale,regale}"},
              {request,
               "{cóbrenle,sácale,quítale,recupera,haz un cobro de,hazle un cobro de,hacele un "
               "cobro de,hazle una solicitud de,mándale un cobro de,mándale una solicitud "
               "de,envíale un cobro de,envíale una solicitud de,mándale cobro de,manda cobro "
               "de,pásale la cuenta de,pásale factura de,genera un cobro de,genera una solicitud "
               "de,crea un cobro de,crea una solicitud de}"},
              {pronoun,
               "{hazle un cobro de,hacele un cobro de,hazle una solicitud de,mándale un cobro "
               "de,mándale una solicitud de,envíale un cobro de,envíale una solicitud de,mándale "
               "cobro de,pásale la cuenta de,pásale factura de}"},
              {request_weak, "{pídanle,pedile,pediles,pidámosle}"},
              {pronoun, "{pídanle,pedile,pediles,pidámosle}"},
              {kin,
               "{carnal,carnala,mana,brody,compi,jefita,jefito,viejita,viejito,abue,abu,tete,nene,"
               "nena,bebé,chiquita,chiquito,chamaco,chamaca,señito,mi "
               "rey,sis,hermanastro,hermanastra,padrastro,madrastra,hijastro,hijastra,consuegra,"
               "bisabuela,exnovia,exnovio,exesposa,exmarido,compañero de cuarto,compañera de "
               "cuarto,compañero de trabajo,compañera de "
               "trabajo,roommate,entrenador,entrenadora,peluquera,peluquero,jardinero,albañil,"
               "electricista,cerrajero,contador,contadora,abogado,abogada,terapeuta,psicóloga,"
               "psicólogo,veterinaria,chofer,portero,conserje,muchacha,señora de la limpieza,chica "
               "de la limpieza,dueño del "
               "piso,dueña,dueño,inquilino,inquilina,socio,socia,cliente,clienta}"},
              {filler,
               "{bueno pues,pues bien,vale pues,ok pues,ok entonces,a ver entonces,ah ok,ah "
               "bueno,ah vale,ah sí,ay,uf,uff,ah,oh,ups ya,eso sí,por cierto,de paso,ya que "
               "estás,ya que estamos,antes de que se me olvide,se me olvidaba,ah se me "
               "olvidaba,casi se me olvida,casi lo olvido,ah y,y bueno,total que,resulta "
               "que,verás,fíjate que,mira oye,oye mira,oye bot,oye amigo,oye porfa,hola bot,en un "
               "solo pago,de un jalón,en una sola,una vez más,un favorcito,un favor "
               "rápido,rapidín,rapidísimo,volando,ipso facto,que urge,urge,es urgente,por fin}"},
              {opener,
               "{me podés,me podrías,me podrías por favor,me puedes por favor,me ayudarías a,me "
               "ayudás a,me ayudas con,podrías ayudarme a,puedes ayudarme a,me echas la mano "
               "con,me echas una mano con,te encargo,te encargo que,te pido por favor que,te ruego "
               "que,le ruego que,le encargo,tengo ganas de,quiero por favor,quisiera por "
               "favor,necesito por favor,estoy intentando,estoy tratando de,intento,quiero "
               "intentar,me toca,nos toca,toca,habría que,hay que,me encantaría,desearía,sería tan "
               "amable de,serías tan amable de,tendrías la amabilidad de,podrían,pueden}"},
              {filler, "{que,q} {le,te,les,} {debo,debemos,debía,quedé debiendo,estoy debiendo}"},
              {send,
               "{send,sendea,consigna,consignar,consigne,ingresa,ingrese,ingresar,yapea,yapear,"
               "plinea,bizumea,bizumear,traspasa,traspasar,gírale,gírele,yapéale,yapeale,plinéale,"
               "plineale,consígnale,consígnele,consignale,ingrésale,ingresale,ingrésele,"
               "transfiérale,transfierale,transfierele,transfiérele,transfierale,deposítele,"
               "abónele,abónale,abonale,traspásale,transfierele,devuélvele,devuelvele,devuélvale,"
               "depositale,depósitale,envíele,enviele,mándele,mandele,págale,páguele,paguele,"
               "pagele,reembólsale,girale}, {hazle,haz,hágale,hacele} {un,una} "
               "{yape,bizum,spei,nequi,plin,transfer,transferencia,depósito,pago}{ de, por,}, "
               "nequi, {mándaselos,mándaselo}"},
              {send_weak,
               "{pásele,pasele,déle,dele,échele,echele,póngale,pongale,ponle,pónle,échale,echale,"
               "alcánzale,alcanzale,arrímale,préstale,prestale,facilítale,acércale,móchale,mochale,"
               "tírale,tirale,rólale,dispárale,suéltale,sueltale,regálale}"},
              {pronoun,
               "{consígnale,consígnele,consignale,ingrésale,ingresale,ingrésele,yapéale,yapeale,"
               "plinéale,plineale,gírele,girale,transfiérale,transfierale,deposítele,abónele,"
               "abonale,envíele,enviele,mándele,mandele,paguele,pásele,pasele,déle,dele,échele,"
               "echele,póngale,pongale,ponle,échale,echale,alcánzale,alcanzale,préstale,prestale,"
               "facilítale,móchale,mochale,tírale,tirale,rólale,dispárale,sueltale,hazle,hágale,"
               "hacele}"},
              {request,
               "{una solicitud,un cobro,una solicitud de pago,un pedido de pago} {de,por}"},
              {opener,
               "{hazme el paro y,házme el paro y,hazme un paro y,hacéme el favor y,haceme el favor "
               "y,hazme el favor y,haceme la gauchada y,hazme la segunda y,échame la mano y,échame "
               "una mano y,échame la mano con,ayúdame con,sé bueno y,sé bueno,sé tan amable de,sea "
               "tan amable de,hágame el favor de,hagame el favor de,haceme el favor de,hágame el "
               "favor y,me regala,me colabora con,me colaboras con,colabórame con,me puede "
               "colaborar con,porfa me,quería ver si puedes,quería ver si podías,quería pedirte "
               "que,te pediría que,le pediría que,le pido que,necesitaría que,necesitaría,quisiera "
               "pedirte que,me gustaría que,me harías el favor de,me haría el favor de,sería "
               "posible que,es posible que,hay chance de,hay chance que,andá y,ve y,anda y,tengo "
               "pendiente,a ver si me,solo quiero,sólo quiero,nomás quiero,qusiera,kiero,deseo "
               "que,quiero q,necesito q,quisiera q,puedes xfa,no dejes de,es hora de,podrías por "
               "favor,puedes por favor,puede usted,podría usted,puedo pedirte que}"},
              {filler,
               "{solamente,únicamente,nada más,otros,otras,básicamente,o sea que,la "
               "neta,neta,nmms,ándale,andale,órale,orale,papi "
               "chulo,reina,rey,corazón,linda,lindo,asistente,veci,parcero,mano,manito,huevón,weón,"
               "weon,po,pues hombre,hombre,tío mío,quillo,majo,maja,mae,chamo,urgentemente,con "
               "urgencia,cuanto antes mejor,rapidísimo,en este momento,en este instante,a partes "
               "iguales,en partes iguales,equitativamente,por igual,por partes "
               "iguales,igualmente,a medias iguales,desde mi saldo,de mi saldo,con mi "
               "saldo,ahí,ahi,mira que,fíjate,escucha,escúchame,dale pues,va pues,sale pues}"},
              {clock, "{hora,horas,minuto,minutos,día,días,semana,semanas,mes,meses,am,pm}"},
              {ways,
               "en {dos,tres,cuatro,cinco,seis,2,3,4,5,6} partes{ iguales,}, en "
               "{tres,cuatro,cinco}"},
              {purpose,
               "{x,x el,x la,x los,x las,x lo de,xq,con motivo de,por el,por la,por los,por las,en "
               "pago de,en pago por,pago de,pa el,pa los,pa las,para el pago de,a razón de,con "
               "descripción,con referencia,descripción,glosa,detalle,con el detalle,leyenda,con la "
               "leyenda}"},
              {thanks,
               "{muchas gracias de antemano,gracias totales,gracias mil,gracias de "
               "corazón,graciasss,mchas gracias,dios te bendiga,dios le bendiga,bendiciones,te "
               "pasaste,te debo una,un saludo,saludos cordiales,se lo agradezco,le agradezco,se lo "
               "agradecería,te lo agradecería,graciaas}"},
              {please,
               "{porfi porfi,x favor,xfis,xfi,porfita,por favorcito,si es tan amable,si fueras tan "
               "amable,si pudieras,si pudiera,si podés,si podes,si puede,cuando tengas "
               "chance,cuando puedan,si me haces favor,si me haces el paro}"},
              {send,
               "{manda,mande,mandar,envía,envíe,envíes,enviar,paga,pague,pagar,transfiere,"
               "transfiera,transferir,"
               "abona,abone,abonar,deposita,deposite,depositar,gira,gire,girar,remite,remitir,"
               "mandá,enviá,pagá,"
               "transferí,depositá,mandad,enviad,pagad,reembolsa,reembolsar,devuelve,devolver,"
               "bizumea}, "
               "{manda,mandá,envía,paga,transfiere,deposita,devuelve}{le,les}, "
               "{mánda,envía,envia,pága,transfiére,deposíta,"
               "devuélve,gíra,abóna,mánde,envíe,págue,reembólsa}{le,les,selo,sela,selos}, "
               "{mandar,enviar,pagar,transferir,depositar,"
               "devolver,girar,abonar}{le,les}, {mandár,enviár,pagár,transferír}{selo,selos,sela}, "
               "{haz,hacer,haga,realiza,hazle,"
               "hacerle,házle} {un,una} {transferencia,envío,pago,depósito,giro,bizum}{ de, por,}, "
               "mandale, mandales, enviale, pagale"},
              {pronoun,
               "{mánda,envía,pága,transfiére,deposíta,devuélve,gíra,abóna,mánde,envíe,págue,dá,"
               "pása,préndele,"
               "pasá,échá,suélta,écha,pón,regála,dé,reembólsa,mandá,enviá,pagá,depositá,bizuméa}{"
               "le,les,selo,sela,selos}, "
               "{mandar,enviar,pagar,transferir,depositar,devolver,girar,dar,pasar,echar}{le,les}, "
               "{mandale,mandales,enviale,"
               "pagale,pasale,dale,dales,hazle,hacerle,depositale}, "
               "{pedir,cobrar,solicitar}{le,les}, {píde,cóbra,solicíta,reclám"
               "a,exíge,pidá,pedí,cobrá,pída,cóbre}{le,les}, {pidele,cobrale,pidales}"},
              {send_weak,
               "{da,dé,dar,pasa,pase,pasar,dona,donar,regala,regalar,echa,echar,suelta,soltar,pon,"
               "poner,entrega,entregar,presta},"
               " {dá,pása,écha,suélta,pón,regála,dé,pasá,échá,entréga}{le,les,selo,sela}, "
               "{dar,pasar,echar,poner,regalar,entregar}{le,les}, "
               "pasale, dale, dales"},
              {send,
               "{mánda,envía,pága,transfiére,deposíta,devuélve,gíra,abóna,mánde,envíe,págue,mandá,"
               "enviá,pagá,pása,pasá,"
               "bizuméa}{me,nos,melo,melos}, "
               "{mandar,enviar,pagar,transferir,depositar,devolver,pasar}{me,nos,melo}, {me,nos} "
               "{manda,mandas,mandes,mande,envía,envías,envíe,paga,pagas,pague,transfiere,"
               "transfieres,pasas,pasa}, "
               "{mandame,enviame,pagame,pasame,depositame,transfiereme}"},
              {me,
               "{mánda,envía,pága,transfiére,deposíta,devuélve,gíra,abóna,mánde,envíe,págue,mandá,"
               "enviá,pagá,pása,pasá,dá,écha,"
               "préstá,bizuméa}{me,nos,melo,melos}, "
               "{mandar,enviar,pagar,transferir,depositar,devolver,pasar,dar}{me,nos,melo}, "
               "{me,nos} "
               "{manda,mandas,mandes,mande,envía,envías,envíe,paga,pagas,pague,transfiere,"
               "transfieres,pasas,pasa,debe,das}, "
               "{mandame,enviame,pagame,pasame,dame,depositame,transfiereme}"},
              {send_weak, "{dá,écha}{me,nos,melo}, dame, dar{me,nos}, me das"},
              {send_ask,
               "{le,les} {mandas,envías,pagas,transfieres,pasas,das,depositas,devuelves,giras}, "
               "{mandas,envías,pagas,transfieres,"
               "pasas,depositas}, tú {mandas,envías,pagas}, {se lo,se la} {mandas,envías,pagas}"},
              {request,
               "{cobra,cobre,cobrar,solicita,solicite,solicitar,reclama,reclamar,exige,exigir,"
               "factura,facturar}, {cóbra,solicíta,"
               "recláma,exíge,cóbre,cobrá,solicitá}{le,les,selo}, {cobrar,solicitar}{le,les}, "
               "cobrale, haz una solicitud de, "
               "envía una solicitud de, {manda,envía} {un cobro,una solicitud}{ de, por,}"},
              {request_weak,
               "{pide,pida,pidas,pedir,pedí}, {píde,pída,pedí,pidá}{le,les,selo}, pedir{le,les}, "
               "pidele, pidales, "
               "{recoge,recoger}"},
              {request_ask, "{le,les,} {pides,cobras,solicitas}"},
              {split,
               "{divide,divida,dividir,reparte,reparta,repartir,comparte,compartir,parte,partir,"
               "separa,dividí,repartí,divídelo,"
               "divídela,dividamos,repartamos,prorratea}, {divide,dividir} {la cuenta de,el gasto "
               "de,los gastos de,el total de}, {divíde,reparte}"
               "{los,las,lo,la}, {haz,hacer} una vaca de, a medias"},
              {narrated,
               "{mandé,mandó,mandaste,mandamos,mandaron,mandado,mandaba,mandando,envié,envió,"
               "enviaste,enviamos,enviaron,enviado,"
               "enviando,pagué,pagó,pagaste,pagamos,pagaron,pagado,pagaba,pagando,transferí,"
               "transfirió,transferiste,transferido,di,dio,"
               "diste,dimos,dieron,dado,pasé,pasó,pasaste,pasado,deposité,depositó,depositado,pedí,"
               "pidió,pediste,pidieron,pedido,"
               "cobré,cobró,cobraste,cobraron,cobrado,recibí,recibió,recibiste,recibido,presté,"
               "prestó,prestado,prestaste,gasté,gastó,"
               "gastaste,gastado,gastamos,costó,cuesta,cuestan,costaba,costaron,gané,ganó,gana,"
               "gano,perdí,perdió,compré,compró,compro,"
               "vendí,vendió,devolvió,devolví,devuelto,mando,envío yo,pago "
               "yo,dividimos,dividí,repartimos,repartí,mandan,envían,pagan,"
               "dan,cobran,piden,pido,cobro,robó,vale,valía,gasto,ganas,solicité,solicitó,"
               "solicitado,aposté,presta}"},
              {future,
               "{mandaré,mandarás,mandará,mandaremos,mandaría,enviaré,enviarás,enviará,enviaría,"
               "pagaré,pagarás,pagará,pagaremos,pagaría,"
               "transferiré,transferirá,daré,dará,daría,pasaré,pasará,depositaré,cobraré,cobrará,"
               "pediré,pedirá,pediría,devolveré,devolverá,dividiré,"
               "dividiremos}, {voy,vas,va,vamos,van} a, {me,te,le} {va,van} a, {te,le,les} "
               "{mando,envío,pago,transfiero,paso,deposito,doy,cobro,pido}, "
               "{recuérdame,pienso,planeo,prometo,te prometo,quizá,quizás,tal vez,a lo mejor,puede "
               "que,probablemente,seguramente}, "
               "{debería,deberíamos,deberías,podría yo,habría que,pensaba,iba a,íbamos a,tendría "
               "que,tendré que}"},
              {opener,
               "{me ,le ,les ,nos ,}{puedes,podrías,puede,podría,podés,pueden,podrían}{ por "
               "favor,}, {quiero,quisiera,quería,me gustaría,necesito,deseo,tengo "
               "que,hay que,debo,debemos,tengo ganas de,ocupo,quiero que,quisiera que,necesito "
               "que,me urge,hace falta,vengo a}, {puedo,podemos}, {déjame,dejame,permíteme,"
               "dejá}, {me haces,hazme,me harías} el favor de, {hazme,me haces} un favor y, "
               "{serías,sería} tan amable de, {será,sería,es} posible, "
               "no te olvides de, no olvides, recuerda, acuérdate de, ayúdame a, ayudame a, haz el "
               "favor de, te pido que, te importaría, "
               "{quieres,querés}, a ver si puedes, me ayudas a, vamos a ver si puedes, trato de, "
               "favor de, sírvase"},
              {please,
               "{por favor,porfa,porfis,porfavor,por fa,plis,pls,plz,please,si puedes,si no te "
               "importa,si es posible,porfi,xfa,"
               "xfavor,cuando puedas,si no es molestia,si eres tan amable,por fis,porfas,favor,si "
               "me haces el favor,si se puede}"},
              {greet,
               "{hola,holi,holis,buenas,buenos días,buen día,buenas tardes,buenas noches,qué "
               "tal,que tal,hey,ey,qué onda,que onda,"
               "saludos,hola hola,hello,hi,ola,quiubo,qué hubo,cómo estás,cómo va,qué pasa,cómo "
               "andas,todo bien,hola qué tal,aló,"
               "hola buenas,muy buenas,hola de nuevo,qué más,hola buen día}"},
              {thanks,
               "{gracias,muchas gracias,mil gracias,grax,gracias de antemano,muchísimas gracias,te "
               "lo agradezco,te agradezco,se agradece,"
               "thx,graciass,gracias amigo,gracias bro,un millón de gracias,eres el mejor,eres la "
               "mejor,eres un sol,sos un genio,eres "
               "lo máximo,gracias crack,thanks,mil gracias por todo,muy amable}"},
              {closing,
               "{jaja,jajaja,jajajaja,jeje,jejeje,lol,xd,saludos,un "
               "abrazo,besos,beso,abrazos,chao,chau,adiós,hasta luego,nos vemos,hasta "
               "pronto,bye,que tengas buen día,buen finde,te quiero,tqm,feliz día,sin prisa,no hay "
               "prisa,un beso,cuídate,hasta mañana}"},
              {filler,
               "{oye,oiga,mira,pues,bueno,entonces,ok,okay,vale,ya,ahorita,luego "
               "luego,rápido,rapidito,urgente,cuanto "
               "antes,inmediatamente,lo antes "
               "posible,también,solo,sólo,nomás,amigo,bro,compa,tío,tía mía,wey,güey,"
               "carnal,parce,che,man,hermano,pana,pennypost,bot,eh,este,a ver,además,la cantidad "
               "de,un total de,el total de,"
               "la suma de,el monto de,un monto de,una cantidad de,de mi parte,de mi cuenta,desde "
               "mi cuenta,"
               "de nuevo,otra vez,y luego,y también,de una vez,de "
               "una,perfecto,genial,listo,cariño,tronco,colega,"
               "hoy,hoy mismo,en total,un favor,una cosa,una "
               "cosita,loco,boludo,crack,jefe,pronto,al tiro,esta vez,por "
               "ahora,directamente,exactamente,de golpe,igual}"},
              {now, "{ahora,ya mismo,ahora mismo,enseguida,ahorita mismo,asap}"},
              {to,
               "a, al, para, pa, pa', hacia, a la cuenta de, destinatario, a nombre de, a favor "
               "de"},
              {range, "a, hasta"},
              {from, "de, del, de la, de parte de, desde"},
              {with, "con"},
              {between, "entre"},
              {each,
               "cada uno, cada una, a cada uno, a cada una, a cada uno de, a cada una de, por "
               "persona, por cabeza, c/u, c/uno, cada "
               "quien, a cada quien, cada cual, por cada uno, a cada, a ambos, a los dos, a las "
               "dos, cada"},
              {me, "me, mí, nos"},
              {self, "yo, mí, mi persona, conmigo, nosotros, nosotras, yo mismo, yo misma"},
              {with, "conmigo"},
              {pronoun,
               "{no sé,no se,ni idea,no lo "
               "sé,él,ella,ellos,ellas,usted,ustedes,ti,vos,te,le,les,alguien,alguno,cualquiera,"
               "todos,todas,todo el mundo,nadie,un amigo,una "
               "amiga,unos amigos,mis amigos,los chicos,la gente,esa persona,ese "
               "tipo,contigo,consigo,ese,esa,aquel,él mismo,ustedes,"
               "vosotros,ambos,los demás,el otro,la otra,ese wey,se}"},
              {with, "contigo"},
              {article, "el, la, los, las, un, una, unas, lo, de la, de los, de las"},
              {unit, "de"},
              {possessive,
               "mi, mis, tu, tus, su, sus, nuestro, nuestra, nuestros, nuestras, vuestro, vuestra, "
               "mío, mía, suyo"},
              {title,
               "señor, señora, señorita, sr, sra, srta, don, doña, d, dña, doctor, doctora, dr, "
               "dra, licenciado, licenciada, lic, ingeniero, "
               "ing, profesor, profesora, prof, profe, maestro, maestra, padre"},
              {kin,
               "{mamá,mama,madre,papá,papa,padre,papi,mami,hermana,hermano,hermanita,hermanito,"
               "hijo,hija,hijito,hijita,esposa,esposo,marido,mujer,tía,"
               "tío,prima,primo,abuela,abuelo,abuelita,abuelito,yaya,yayo,sobrino,sobrina,nieto,"
               "nieta,suegra,suegro,cuñado,cuñada,nuera,"
               "yerno,novio,novia,pareja,amigo,amiga,compañero,compañera,jefe,jefa,vecino,vecina,"
               "casero,casera,compa,colega,padrino,madrina,"
               "ahijado,ahijada,roomie,compañero de piso,compañera de piso,mejor amigo,mejor "
               "amiga,hermano mayor,hermana mayor,"
               "hermano menor,hermana "
               "menor,viejo,vieja,jefecita,tata,nana,niñera,arrendador,dentista,plomero,fontanero,"
               "mecánico,profe,maestra,"
               "padres,papás,bro,cuate,comadre,compadre,ex,gordo,gorda,cariño,amor}"},
              {particle, "de, del, la, las, los, y, da, van, von, san, santa, di, el"},
              {subject,
               "{yo,tú,él,ella,usted,nosotros,nosotras,ellos,ellas,ustedes,vos,alguien,nadie,la "
               "gente,quien,quién,esto,eso,"
               "todo el mundo,uno,que,lo que,se}"},
              {purpose,
               "del, de la, por, para, pa, pa', para pagar, por lo de, por concepto de, concepto, "
               "motivo, asunto, ref, referencia, en concepto de, por el pago "
               "de, nota, mensaje, con el mensaje, con la nota, con el concepto, a cuenta de, de "
               "parte de mi deuda de, pal, pa'l, como pago de, por motivo de, re, para cubrir, "
               "para lo de, "
               "debido a, correspondiente a, a cambio de, pa la, pa los"},
              {thing,
               "{renta,alquiler,luz,agua,gas,gasolina,nafta,internet,teléfono,celular,móvil,"
               "recarga,cena,comida,almuerzo,desayuno,"
               "merienda,tacos,pizza,café,té,cine,película,entrada,entradas,boleto,boletos,"
               "concierto,regalo,regalos,cumple,cumpleaños,"
               "fiesta,boda,viaje,viajes,hotel,vuelo,taxi,uber,bus,camión,metro,tren,pasaje,"
               "pasajes,súper,super,compra,compras,mandado,"
               "despensa,cerveza,cervezas,chelas,birras,cañas,copas,trago,tragos,vino,pastel,torta,"
               "flores,zapatos,ropa,vestido,libro,libros,"
               "escuela,colegio,colegiatura,clases,clase,curso,matrícula,gimnasio,netflix,spotify,"
               "suscripción,factura,recibo,cuenta,cuentas,"
               "gasto,gastos,deuda,préstamo,propina,multa,impuestos,seguro,doctor,dentista,"
               "medicina,medicinas,farmacia,veterinario,perro,gato,"
               "niños,guardería,peluquería,corte,coche,carro,auto,moto,bici,reparación,arreglo,"
               "piso,casa,cuarto,mueble,muebles,cargador,juego,"
               "juegos,apuesta,quiniela,rifa,donación,iglesia,cosa,cosas,parte,mitad,pedido,envío,"
               "paquete,cigarros,tabaco,helado,helados,leche,pan,"
               "huevos,fruta,verdura,carne,pollo,sushi,hamburguesa,hamburguesas,partido,fútbol,"
               "cancha,piscina,playa,vacaciones,trabajo,material,"
               "materiales,herramientas,mensaje,correo,mail,link,enlace,foto,fotos,video,videos,"
               "audio,carta,dirección,ubicación,número,código,abrazo,"
               "beso,besos,saludo,saludos,minuto,minutos,hora,horas,día,días,semana,semanas,mes,"
               "meses,año,años,vez,veces,puntos,gente,"
               "personas,amigos,km,kg,kilos,litros,estacionamiento,parking,peaje,luz,mantenimiento,"
               "inscripción,uniforme,útiles,pañales,"
               "documento,archivo,permiso,chance,oportunidad,tiempo,consejo,información,ticket,"
               "tickets,botana,antro,"
               "limpieza,lavandería,trámite,licencia,hospital,consulta,terapia,mercado,fruta,"
               "refrescos,palomitas,asado,parrilla,birra,finde}"},
              {gain, "para, pa, pa'"},
              {tell, "{dile,diles,decile,dígale,avísale,avisale,recuérdale a,recuérdale}"},
              {pronoun, "{dile,diles,decile,dígale,avísale,avisale,recuérdale}"},
              {send, "que me {mande,envíe,pague,transfiera,pase,deposite,dé,gire,devuelva}"},
              {me, "que me {mande,envíe,pague,transfiera,pase,deposite,dé,gire,devuelva}"},
              {approx,
               "{por ciento,porciento,la mitad de,la tercera parte de,un tercio de,un cuarto "
               "de,dos veces,tres veces,el doble,unos,unas,como,aproximadamente,aprox,alrededor "
               "de,cerca de,más o menos,casi,algo de,algunos,algunas,un poco,un poco de,"
               "un par,un par de,varios,varias,muchos,mucho,poco,una docena de,una decena de,una "
               "veintena de,un centenar de,un montón,un "
               "montón de,bastante,cientos de,miles de,o así,y pico,o algo así,por ahí "
               "de,tantos,tipo,en torno a,a eso de,más menos,unos "
               "cuantos,unas cuantas,unos pocos,docenas de,como unos,algo,por lo visto,ponle,una "
               "docena}"},
              {limit,
               "{hasta,al menos,por lo menos,como mínimo,como máximo,máximo,mínimo,a lo mucho,a lo "
               "más,más de,menos de,no más de,no "
               "menos de,como mucho,cuando menos,un máximo de,un mínimo de}"},
              {or_, "o, u, o bien"},
              {all,
               "{todo,todo mi dinero,todo el dinero,todo lo que tengo,todo lo que me queda,lo que "
               "me queda,lo que queda,el resto,la mitad de mi "
               "dinero,todo mi saldo,mi saldo,mis ahorros,todos mis ahorros,todo lo que hay,la "
               "mitad,toda mi plata,toda la plata,todo el "
               "saldo,toda mi lana,hasta el último peso,el máximo,toda la lana,lo que tenga}"},
              {money,
               "{dinero,plata,lana,pasta,efectivo,algo de dinero,algo de plata,un dinero,el "
               "dinero,la plata,la lana,dinerito,feria,"
               "un billete,una transferencia,un bizum,bizum,un pago,la cuenta,la "
               "pasta,guita,pisto,parné,un dinerito,"
               "los gastos,el gasto,el total,la nota}"},
              {half, "medio, media, mitad de un, la mitad de un"},
              {about_half, "y medio, y media"},
              {conj, "y, e, así como"},
              {sign_minus, "menos"},
              {negation,
               "{es broma,broma,bromeo,no,nunca,jamás,ni,tampoco,sin,deja de,dejá de,evita,en vez "
               "de,en lugar de,no hace falta,nada de,no le,no les,no "
               "me,ni se te ocurra,no vayas a,no puedo,no quiero,ya no}"},
              {condition,
               "{si,en caso de que,en caso de,siempre que,a menos que,con tal de que,a no ser "
               "que,salvo que,siempre y cuando,"
               "en caso que,aunque,excepto si,solo si,sólo si}"},
              {said,
               "{dijo,dice,dicen,me dijo,me dice,dijeron,me "
               "dijeron,decía,diciendo,dije,escribió,me escribió,escribe,contó,cuenta "
               "que,preguntó,me pidió,me "
               "pidió que,te pidió,me pidieron,pidió que,según,cito,respondió,contestó,leí "
               "que,leí,oí que,creo que,cree que,piensa que,parece que,"
               "quiere que,quieren que,mensaje que decía,dizque,afirma,sugiere,sugirió,me "
               "comentó,comentó,bromeó,chiste,mencionó,dime}"},
              {wish,
               "{ojalá,ojala,imagina,imagínate,imaginemos,sería bueno,estaría bien,estaría "
               "bueno,debí,debí haber,hubiera,hubiese,habría,si tuviera,si pudiera,"
               "supongamos,supón,espero,sueño con,soñé,me encantaría poder,en "
               "teoría,hipotéticamente,y si,qué tal si,estoy pensando en,"
               "pensando en,preferiría,casi le,pudiera,quién pudiera,por poco}"},
              {past,
               "{ayer,anteayer,antier,anoche,la semana pasada,el mes pasado,el año pasado,hace,ya "
               "le,ya les,ya lo,ya se,ya te,ya me,esta mañana,el "
               "otro día,el lunes pasado,el viernes pasado,el sábado "
               "pasado,recién,recientemente,hace rato,antes,la otra vez,la última vez,ya había,ya "
               "he}"},
              {later,
               "{mañana,pasado mañana,más tarde,luego,después,esta noche,esta tarde,la próxima "
               "semana,la semana que viene,el próximo mes,el mes que "
               "viene,el próximo año,el lunes,el martes,el miércoles,el jueves,el viernes,el "
               "sábado,el domingo,lunes,martes,miércoles,jueves,viernes,sábado,"
               "domingo,pronto,al rato,en un rato,en una hora,en dos horas,en dos días,en una "
               "semana,en unos días,al mediodía,a mediodía,a medianoche,"
               "cuando,cuando llegue,en cuanto,apenas,antes de,después de,a fin de mes,a fines de "
               "mes,fin de mes,algún día,un día de estos,el "
               "próximo lunes,el próximo viernes,el finde,el fin de semana,la quincena,en la "
               "quincena,dentro de,por la noche,por la mañana,por "
               "la tarde,mañana por la mañana,más adelante,otro día,para mañana,en navidad}"},
              {recurring,
               "{cada,todos los,todas las} "
               "{día,días,semana,semanas,mes,meses,año,años,lunes,martes,miércoles,jueves,viernes,"
               "sábado,"
               "sábados,domingo,domingos,quincena,mañana,mañanas,noche,noches,hora,rato,tanto,vez},"
               " {una vez,dos veces} {al,a la,por} "
               "{día,mes,semana,año}, semanalmente, mensualmente, diariamente, mensual, semanal, a "
               "diario, al mes, por mes, al día, a la semana, por semana, regularmente, "
               "quincenalmente, los {lunes,martes,miércoles,jueves,viernes,sábados,domingos}, "
               "automáticamente"},
              {wh,
               "{qué,quién,quiénes,cuánto,cuánta,cuántos,cuántas,cuándo,dónde,cómo,cuál,cuáles,a "
               "quién,a quiénes,de quién,con quién,por qué,"
               "cuanto,cuantos,en qué,a cuánto}"},
              {yes_no,
               "{acaso,es verdad que,es cierto que,será que,ya le,ya "
               "les,ha,has,han,he,hemos,había,habías,había}"},
              {correction,
               "{no espera,espera,espera no,espérate,no mejor,mejor,digo,perdón,perdona,quise "
               "decir,quiero decir,no no,corrección,me equivoqué,"
               "mejor dicho,o sea,perdón no,no perdón,ay no,uy no,ups,rectifico,más bien,cámbialo "
               "a,cambia a,no,en realidad,de hecho,que sean,"
               "mejor que sean,no digo,digo no,bueno no,no mejor que sean,corrijo,que diga,no no "
               "no}"},
              {owes,
               "{debe,debo,debes,debía,deben,debemos,me debe,le debo,les debo,te debo,nos debe,me "
               "deben,me debes,nos deben,le debe,te debe}"},
              {me, "me debe, me deben, me debes, nos debe, nos deben"},
              {it,
               "{eso,esto,pídelo,pídeselo,cóbraselo,cóbralo,pideselo,pídeselos,solicítalo,"
               "cóbraselos,cobraselo,cobralo}"},
              {request,
               "{pídelo,pídeselo,cóbraselo,cóbralo,pideselo,pídeselos,solicítalo,cóbraselos,"
               "cobraselo,cobralo}"},
              {machine,
               "{ignora,ignore,olvida,olvídate de,omite,sáltate,desactiva,anula} "
               "{tus,sus,las,todas tus,todas las,estas,mis} "
               "{reglas,instrucciones,normas,directrices,límites,restricciones,órdenes,"
               "instrucciones anteriores,reglas anteriores,seguridad}, {ahora eres,eres ahora,a "
               "partir de ahora eres,a partir de ahora,desde ahora eres}, actúa como, {finge,haz "
               "como} que, finge ser, modo "
               "{desarrollador,admin,administrador,prueba,dios,debug,mantenimiento}, "
               "mensaje del sistema, sistema:, sistema :, como "
               "{administrador,desarrollador,sistema,tu creador}, soy tu "
               "{creador,creadora,desarrollador,administrador,dueño,jefe}, soy el "
               "{administrador,desarrollador,programador}, nuevas {instrucciones,reglas}, nueva "
               "instrucción, nueva regla, tu {rol,papel,prompt,programación} {es,ahora,es ahora}, "
               "tus {reglas,"
               "instrucciones,normas,límites}, {sin pedir,sin} confirmación, sin confirmar, eres "
               "un {bot,asistente,programa,robot} {que,sin}, prompt del sistema, haz de cuenta que "
               "eres"},
          },
      .numbers =
          "un=1, una=1, uno=1, veintiún=21, veintiuna=21, veinte y uno=21, cien=100, ciento=100, "
          "doscientas=200, trescientas=300, "
          "cuatrocientas=400, quinientas=500, seiscientas=600, setecientas=700, ochocientas=800, "
          "novecientas=900, mil=1000, "
          "dieciseis=16, veintidos=22, veintitres=23, veintiseis=26, diez y seis=16, "
          "quinientas=500",
      .factors =
          "mil=1000, k=1000, millón=1000000, millones=1000000, millon=1000000, "
          "billón=1000000000000, billones=1000000000000, "
          "miles=0",
      .currencies =
          "euro=EUR, euros=EUR, pavo=pavo, pavos=pavo, lana=lana, varo=lana, varos=lana, "
          "dólar=dollar, dólares=dollar, peso=peso, pesos=peso, pesito=peso, pesitos=peso, "
          "libra=pound, libras=pound, libras esterlinas=GBP, yen=JPY, yenes=JPY, yuan=CNY, "
          "yuanes=CNY, real=real, reales=real, "
          "sol=sol, soles=sol, bolívar=VES, bolívares=VES, colón=CRC, colones=CRC, quetzal=GTQ, "
          "quetzales=GTQ, lempira=HNL, lempiras=HNL, "
          "córdoba=NIO, córdobas=NIO, guaraní=PYG, guaraníes=PYG, bolivianos=BOB, boliviano=BOB, "
          "franco=franc, francos=franc, francos suizos=CHF, "
          "rupia=rupee, rupias=rupee, centavo=centavo-or-cent, centavos=centavo-or-cent, "
          "céntimo=centimo, "
          "céntimos=centimo, cent=cent, cents=cent, cts=centimo, "
          "chelín=shilling, chelines=shilling, dinar=dinar, dinares=dinar, dirham=dirham, "
          "dírhams=dirham, corona=crown, coronas=crown, rublo=rouble, "
          "rublos=rouble, lira=lira, liras=lira, balboa=PAB, balboas=PAB, naira=NGN, nairas=NGN, "
          "dólares americanos=USD, dólares estadounidenses=USD, dolar=dollar, dolares=dollar, "
          "dólares canadienses=CAD, pesos mexicanos=MXN, pesos colombianos=COP, pesos "
          "argentinos=ARS, pesos chilenos=CLP, pesos uruguayos=UYU, "
          "pesos filipinos=PHP, bucks=buck, bitcoin=nothing, bitcoins=nothing, btc=nothing, "
          "ethereum=nothing, puntos=nothing, fichas=nothing, monedas=nothing, "
          "pesetas=nothing, peseta=nothing, cripto=nothing, créditos=nothing, usdt=nothing, "
          "tokens=nothing, duros=nothing, estrellas=nothing",
      .sums = {},
  };
  for (const auto& entry : spanish_answers()) out.entries.push_back(entry);
  return out;
}

}  // namespace pennypost::language
