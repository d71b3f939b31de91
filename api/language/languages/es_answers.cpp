#include "api/language/languages/all.h"

// What people ask and answer by itself: balance, history, help, cancel, yes, no.

namespace pennypost::language {

using enum Tag;

std::vector<Entry> spanish_answers() {
  return {
      {service,
       "{dices,me dices,decís,me decís,muestras,me muestras,enseñas,me enseñas,pasas,me "
       "pasas,puedo saber,me puedes decir,puedes decirme,podrías decirme,me podrías "
       "decir,me puede decir,quería saber,quisiera saber,quiero saber,necesito saber,a "
       "ver,rapidito,nomás}"},
      {balance,
       "{cuánto me queda,cuánto dinero me queda,cuánta plata me queda,cuánta lana me "
       "queda,cuánta pasta me queda,cuánto saldo me queda,cuánto nos queda,cuánto "
       "tengo,cuánto dinero tengo,cuánta plata tengo,cuánta lana tengo,cuánto saldo "
       "tengo,cuánto hay,cuánto dinero hay,cuánta plata hay,cuánto saldo hay,cuánto "
       "tenemos,cuánto dinero tenemos} {en la cuenta,en mi cuenta,en la app,en mi "
       "billetera,en la billetera,en la cartera,en mi cartera,en el monedero,en mi "
       "monedero,en total,ahorita,ahora,disponible,todavía,aún,por gastar,para "
       "gastar,ahí}"},
      {balance,
       "{mi plata,mi lana,mi feria,cuánto me sobra,cuánto me sobró,cuánto sobra,cuánto "
       "sobró,cuánto me quedó,cuánto quedó,cuánto traigo,cuánto dinero traigo,cuánta lana "
       "traigo,cuánta feria tengo,cuánta feria traigo,cuánta guita tengo,cuánta guita me "
       "queda,cuánto billete tengo,qué me queda,qué tengo,cuánto puedo gastar,cuánto puedo "
       "enviar,cuánto puedo mandar,me queda algo,me queda dinero,me queda plata,me queda "
       "saldo,me queda lana,todavía tengo dinero,todavía me queda,todavía me queda "
       "dinero,aún tengo dinero,aún me queda dinero,tengo plata,tengo lana,tengo "
       "fondos,hay dinero,hay saldo,hay fondos,cómo voy de dinero,cómo voy de plata,cómo "
       "voy de saldo,cómo ando de saldo,cómo ando de lana,cómo ando de plata,cómo estoy de "
       "dinero,cómo está mi saldo,cómo va mi saldo,cuál es mi saldo,en cuánto estoy,en "
       "cuánto ando,en cuánto está mi cuenta,en cuánto está mi saldo,estado de la "
       "cuenta,saldo disponible,saldo restante,saldo total,saldo por favor,checar "
       "saldo,checa mi saldo,checa saldo,ver saldo,ver mi saldo,consultar saldo,consulta "
       "de saldo,dime mi saldo,dime el saldo,soy pobre,estoy pobre,estoy en ceros,cuánto "
       "dinero hay en mi cuenta}"},
      {history,
       "{mis movimientos,mis pagos,mis transferencias,mis envíos,mis transacciones,mis "
       "operaciones,últimos pagos,últimas transferencias,últimos envíos,últimas "
       "transacciones,últimas operaciones,pagos recientes,movimientos "
       "recientes,transacciones recientes,actividad reciente,últimas compras,últimos "
       "gastos,mi historial,mi actividad,mis últimas transacciones,mis últimos pagos,pagos "
       "anteriores,qué pagos hice,qué pagos he hecho,qué transferencias hice,qué "
       "movimientos hice,qué movimientos hubo,qué movimientos tengo,en qué gasté,en qué he "
       "gastado,en qué gasté mi dinero,en qué se fue mi dinero,en qué se me fue el "
       "dinero,a dónde se fue mi dinero,dónde se fue mi dinero,quién me pagó,quién me "
       "mandó dinero,quién me envió dinero,quién me transfirió,quién me depositó,quién me "
       "ha pagado,a quién le pagué,a quién le mandé,a quién le envié,a quién le mandé "
       "dinero,a quién le transferí,a quién he pagado,cuánto gasté,cuánto he "
       "gastado,cuánto llevo gastado,cuánto mandé,cuánto envié,cuánto pagué,cuánto "
       "recibí,qué mandé,qué envié,qué pagué,qué recibí,qué entró,qué salió,qué he "
       "pagado,qué he enviado,estado de cuenta,extracto bancario,resumen de "
       "movimientos,resumen de gastos,comprobantes,comprobante,recibo,bitácora,histórico}"},
      {help,
       "{cómo funciona esta cosa,cómo funciona este bot,cómo funciona la app,cómo funciona "
       "esta app,cómo va esto,cómo funciona todo esto,cómo trabaja esto,cómo le entro,cómo "
       "empiezo,cómo comienzo,por dónde empiezo,cómo te uso,cómo lo uso,cómo la uso,cómo "
       "se maneja esto,cómo se hace,cómo se hace esto,cómo se usa esto,cómo se usa esta "
       "app,cómo se manda dinero,cómo se envía dinero,cómo le hago para,cómo hago "
       "para,cómo mando dinero,cómo envío dinero,qué es lo que haces,qué más haces,qué más "
       "puedes hacer,qué sabés hacer,qué podés hacer,qué hacés,qué hace esto,qué hace este "
       "bot,qué hace esta app,qué puedo hacer,qué puedo hacer aquí,qué se hace aquí,qué "
       "comandos hay,qué comandos tienes,qué opciones hay,qué opciones tengo,dame "
       "opciones,muéstrame el menú,muéstrame las opciones,ver menú,ver opciones,lista de "
       "comandos,para qué es esto,para qué sirve,para qué sirve este bot,para qué "
       "eres,quién sos,qué sos,cómo te llamas,eres un bot,sos un bot,me explicas,me "
       "explicas cómo funciona,explícame cómo funciona,me puedes explicar,puedes "
       "explicarme,enséñame a usarlo,enséñame a usar esto,no sé cómo funciona,no sé usar "
       "esto,no sé cómo usarlo,no le entiendo,no entendí,no comprendo,no sé qué hacer,ando "
       "perdido,ando perdida,estoy perdida,soy nuevo,soy nueva,soy nuevo aquí,soy nueva "
       "aquí,es mi primera vez,necesito una mano,me echas una mano,échame una mano,dame "
       "una mano,una ayudita,ayudita,ayudaa,ayúdenme,ayudáme,puede ayudarme,podrías "
       "ayudarme,podés ayudarme,me podrías ayudar,me podés ayudar,quiero "
       "ayuda,sos,manual,preguntas frecuentes,cobran comisión,cuánto cobran,cuánto cuesta "
       "usar esto,tiene costo,hay comisiones,tengo una duda,tengo una pregunta,tengo "
       "dudas}"},
      {cancel,
       "{ay no olvídalo,no olvídalo,no importa ya,ya no importa,olvídate,olvídate de "
       "eso,olvidate,olvídenlo,olvidalo mejor,déjalo así,dejalo así,déjalo ahí,dejémoslo "
       "así,ya déjalo,ya dejalo,ya ni modo,ni modo,ya fue,ya está déjalo,no lo hagas ya,ya "
       "no lo hagas,ya no quiero,ya no lo mandes,ya no lo envíes,mejor ya no,mejor "
       "nada,quítalo,bórralo,elimínalo,descártalo,descarta "
       "eso,descarta,suspende,suspéndelo,suspender,frena,frénalo,para eso,para todo,páralo "
       "todo,detente,deténgalo,cancelá eso,cancélalo todo,cancela "
       "todo,cancélenlo,cancelen,cancelemos,anulalo,deshacelo,deshaz eso,deshaz lo "
       "último,revierte eso,revierte el pago,reversa,reversa el pago,revérsalo,échalo para "
       "atrás,échalo pa atrás,echa pa atrás,dale para atrás,vuelve atrás,me equivoqué "
       "cancela,quiero mi dinero de vuelta,devuélveme mi dinero,regrésame mi "
       "dinero,regresa mi dinero,cambié de idea,cambié de parecer,me arrepiento,nada "
       "nada,nada olvídalo,nada déjalo,salir}"},
      {confirm,
       "{sí va,va que va,dale sí,sí dale va,sale y vale,sale pues,va pues,así mero,eso "
       "mero,ándale pues,arre,fierro,jalo,mándalos,envíalos,mándalo ya,hazlo "
       "ya,hágalo,hacelo,dale play,ok sí,ok dale,ok va,bueno sí,bueno dale,sí está bien,sí "
       "todo bien,todo bien,ta bien,tá bien,esta bien,sí es correcto,sí correcto,sí "
       "acepto,sí adelante,sí mándalo,sí envíalo,sí págalo,págalo,confirmadísimo,obvio "
       "sí,pues sí,pues claro,claro que yes,clarísimo,claro dale,yes sir,yeah,sip "
       "dale,simona la mona,simon,a huevo,sale va}"},
      {decline,
       "{no no lo mandes,no lo mandes todavía,no todavía no,ahorita no,hoy no gracias,no "
       "quiero ya,así no,eso no,no eso no,no está mal,está mal,no confirmes,no lo "
       "confirmes,no lo confirmo,no dale,ni de chiste,ni madres,nel pastel,nanay,nah "
       "gracias,no mejor no,pues no,creo que no,no gracias así está bien,así está bien "
       "gracias,no hace falta gracias}"},
      {confirm,
       "{sí,si,sip,sep,simón,claro,claro que sí,por supuesto,ok,okay,vale,dale,va,sale,de "
       "acuerdo,confirmo,confirma,confirmar,confirmado,"
       "adelante,hazlo,correcto,exacto,exactamente,así es,está bien,desde "
       "luego,perfecto,listo,acepto,aceptar,apruebo,aprobado,"
       "sí por favor,sí claro,sí dale,yes,ya,bueno,sí sí,así "
       "mismo,afirmativo,órale,obvio,cómo no,procede,proceder,venga,envíalo,mándalo,dale "
       "nomás,todo correcto,sí confirmo,sí hazlo,efectivamente,de una,sí "
       "señor,yep,sii,siii,ándale,seguro,me parece bien,está correcto,"
       "sigue,continúa,por mí bien,vale adelante,eso es,okey,oki}"},
      {decline,
       "{no,nop,nel,no gracias,para nada,ahora no,todavía no,aún no,no "
       "quiero,nunca,jamás,ni hablar,de ninguna manera,no lo hagas,no lo "
       "mandes,no lo envíes,rechazo,rechazar,rechazado,no acepto,no confirmo,mejor "
       "no,claro que no,por supuesto que no,negativo,no no,nah,ni de "
       "broma,no está bien,incorrecto,nones,nope,no es correcto,ya no,no por favor,desde "
       "luego que no,no estoy de acuerdo,"
       "no así no,hoy no,no todavía,qué va,ni loco,no señor,no hagas eso}"},
      {cancel,
       "{cancela,cancelar,cancele,cancelá,cancélalo,cancelalo,cancélala,anula,anular,anule,"
       "anúlalo,olvídalo,olvidalo,olvida,olvida eso,déjalo,dejalo,deja eso,deshaz,"
       "deshacer,deshazlo,para,parar,páralo,detén,detener,detenlo,revierte,revertir,"
       "regresa,regresar,cambié de opinión,stop,aborta,abortar,da marcha atrás,"
       "echa para atrás,no importa,da igual,mejor olvídalo,cancela "
       "eso,recupera,retira,alto,undo,ya no,me arrepentí,interrumpe,"
       "devuélveme}"},
      {cancel_about,
       "{el,la,los,lo,último,última,envío,pago,transferencia,transacción,operación,"
       "solicitud,eso,esto,todo,mi,mis,este,esta,ese,esa,que,acabo,"
       "de,hacer,orden,pedido,pendiente,más "
       "reciente,reciente,anterior,dinero,plata,a,al,para,hice,hizo,mandé,envié,puedes,"
       "quiero,por favor,no,"
       "ahora,ya,me,cobro,del,en "
       "curso,con,favor,le,acción,movimiento,división,y,necesito,podrías,quisiera,mejor,"
       "espera,antes}"},
      {help,
       "{ayuda,ayúdame,ayudame,ayuda por favor,auxilio,cómo funciona,como funciona,cómo "
       "funciona esto,cómo se usa,cómo funcionas,qué puedes hacer,que puedes hacer,qué "
       "sabes "
       "hacer,qué haces,qué se puede "
       "hacer,menú,menu,empezar,iniciar,inicio,comenzar,comienza,cómo envío,cómo "
       "mando,cómo pago,cómo puedo,cómo se,"
       "cómo hago,cómo pido,cómo transfiero,cómo divido,cómo cobro,cómo cancelo,como "
       "puedo,como hago,como envio,como mando,como pago,cómo le hago,necesito "
       "ayuda,instrucciones,comandos,opciones,start,"
       "help,tutorial,guía,explícame,no entiendo,quién eres,qué eres,qué es esto,qué es "
       "pennypost,para qué sirves,para qué sirve esto,estoy perdido,"
       "me puedes ayudar,puedes ayudarme,me ayudas,información,info,cuáles son los "
       "comandos,qué hago,cómo uso esto,cómo usar,cómo usarte,soporte,"
       "es gratis,cuáles son las comisiones,cómo enviar,cómo mandar,cómo pagar,cómo "
       "pedir,cómo recibo,cómo recargo,comenzamos}"},
      {balance,
       "{saldo,saldo actual,mi saldo,cuánto tengo,cuanto tengo,cuánto dinero tengo,cuanto "
       "dinero tengo,cuánta plata tengo,cuánta lana tengo,"
       "cuánto me queda,cuanto me queda,cuánto dinero me queda,cuánta plata me "
       "queda,cuánto hay en mi cuenta,cuánto tengo en mi "
       "cuenta,cuánto tengo en la cuenta,qué tengo en mi cuenta,mis fondos,fondos,mi "
       "dinero,cuánto queda,cuánto dinero hay,estado de mi cuenta,"
       "balance,mi balance,cuánto llevo,tengo dinero,tengo saldo,cuántos pesos "
       "tengo,cuántos euros tengo,cuánto tengo disponible,"
       "de cuánto dispongo,cuánto dinero me queda,cómo está mi cuenta,cómo va mi "
       "cuenta,cómo ando de dinero,disponible,cuánta pasta tengo,qué saldo tengo}"},
      {history,
       "{historial,movimientos,movimiento,transacciones,transacción,operaciones,pagos,"
       "envíos,transferencias,extracto,estado de cuenta,actividad,"
       "últimos movimientos,último pago,última transacción,último envío,última "
       "transferencia,mis gastos,gastos,mis cobros,solicitudes,"
       "recibos,registro,compras,cobros,qué se movió,ingresos,egresos}"},
      {history_self,
       "{mandé,envié,pagué,transferí,gasté,recibí,deposité,pedí,cobré,di,he,he mandado,he "
       "enviado,he pagado,he gastado,he recibido,me ha,me han,"
       "me mandó,me envió,me pagó,me mandaron,me pagaron,me enviaron,me ha pagado,me "
       "transfirió,le pagué,le mandé,les mandé,le envié,hemos gastado,gastamos,"
       "se me fue,me depositó,me debitaron}"},
      {service,
       "{mi,mis,el,la,los,las,lo,cuál,cuáles,qué,es,son,muestra,muéstrame,muestrame,"
       "mostrar,enséñame,enseña,ver,veo,dime,dame,"
       "consultar,consulta,checar,checa,revisar,revisa,quiero,quisiera,puedes,puedo,me,"
       "mostrarme,decirme,actual,cuenta,en,de,del,este,esta,"
       "mes,semana,día,días,hoy,último,última,últimos,últimas,reciente,recientes,con,a,al,"
       "disponible,total,hay,tengo,dinero,queda,todos,"
       "todas,todo,lista,listar,por "
       "favor,ahora,desde,enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,"
       "octubre,noviembre,"
       "diciembre,lunes,martes,miércoles,jueves,viernes,sábado,domingo,y,bancario,gustaría,"
       "saber,conocer,momento,ayer,pasado,pasada,completo,"
       "un,una,hechos,realizados,entre,cómo,está,mío,haz,se,le,les,por,para,resumen,"
       "necesito}"},
  };
}

}  // namespace pennypost::language
