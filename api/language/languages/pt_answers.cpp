#include "api/language/languages/all.h"

// What people ask and answer by itself: balance, history, help, cancel, yes, no.

namespace pennypost::language {

using enum Tag;

std::vector<Entry> portuguese_answers() {
  return {
      {service,
       "{pode me dizer,podes dizer-me,podes dizer,pode dizer,me diga,me fala,fala,queria "
       "saber,quero saber,gostaria de saber,preciso saber,você pode me dizer,vc pode me "
       "dizer,mostra aí,me passa,me fala aí,deixa eu ver,dá pra ver,posso ver}"},
      {balance,
       "{quanto tenho,quanto eu tenho,quanto dinheiro tenho,quanto dinheiro eu "
       "tenho,quanto de dinheiro tenho,quanto de dinheiro eu tenho,quanta grana "
       "tenho,quanta grana eu tenho,quanto me resta,quanto dinheiro me resta,quanto me "
       "sobra,quanto sobrou,quanto dinheiro sobrou,quanto ainda tenho,quanto eu ainda "
       "tenho,quanto tem,quanto dinheiro tem,quanto há,quanto dinheiro há,quanto "
       "temos,quanto a gente tem,quanto tá,quanto está,quanto sobra,quanto resta,quanto "
       "ficou,quanto saldo tenho,quanto saldo eu tenho,quanto saldo tem,quanto tenho de "
       "saldo,qual o saldo} {na conta,na minha conta,em conta,na carteira,na minha "
       "carteira,no app,no aplicativo,no total,agora,hoje,disponível,ainda,pra gastar,para "
       "gastar,aí,aqui,guardado,no banco,no momento,de dinheiro,de grana,de saldo,em "
       "caixa,em casa}"},
      {balance,
       "{minha grana,quanto dinheiro me resta,quanto dinheiro sobrou,quanto dinheiro "
       "sobra,quanto dinheiro ainda tenho,quanto dinheiro tem,quanto sobra,quanto "
       "ficou,quanto eu posso gastar,quanto posso gastar,quanto posso enviar,quanto posso "
       "mandar,quanto dá pra gastar,tenho grana,tenho algum dinheiro,ainda tenho "
       "dinheiro,ainda tenho saldo,ainda tenho grana,ainda me resta dinheiro,sobrou "
       "dinheiro,sobrou algo,sobrou alguma coisa,sobrou grana,tem dinheiro,tem saldo,tem "
       "grana na conta,qual é o meu saldo,qual o meu saldo,qual meu saldo,qual é meu "
       "saldo,qual é o saldo,cadê meu saldo,cadê meu dinheiro,me diz o saldo,me mostra o "
       "saldo,ver saldo,ver meu saldo,vê meu saldo,vê o saldo,vê meu saldo aí,checa o "
       "saldo,checar saldo,consultar saldo,consulta saldo,consulta de saldo,saldo da "
       "conta,saldo em conta,saldo restante,saldo total,saldo aí,saldo por favor,saldo "
       "pf,como tá meu saldo,como está meu saldo,como está o meu saldo,como anda meu "
       "saldo,como ando de dinheiro,como estou de dinheiro,como tô de grana,como tô de "
       "dinheiro,como eu tô de grana,como vai minha conta,como vai a minha conta,como anda "
       "minha conta,estado da conta,situação da conta,tô liso,tô duro,tô rico,tô com "
       "quanto,estou com quanto,eu tô com quanto,quanto eu tô,quanto que eu tenho,quanto é "
       "que eu tenho,quanto é que tenho,quanto que tem,quanto que sobrou,quanto é que me "
       "resta,quanto é que sobrou,quanto que eu tenho na conta,quanto é que tenho na "
       "conta,quanto q eu tenho,qto tenho,qto eu tenho,qnto tenho,quanto dinheiro há na "
       "minha conta}"},
      {history,
       "{meu extrato,minhas transações,meus pagamentos,minhas transferências,meus "
       "envios,minhas movimentações,minha atividade,meu histórico,últimas "
       "transações,últimos pagamentos,últimas transferências,últimas movimentações,últimos "
       "envios,últimas compras,últimos gastos,pagamentos recentes,transações "
       "recentes,movimentações recentes,transferências recentes,atividade "
       "recente,histórico de pagamentos,histórico de transações,extrato bancário,extrato "
       "da conta,extrato do mês,lista de pagamentos,lista de transações,pra onde foi meu "
       "dinheiro,para onde foi meu dinheiro,pra onde foi minha grana,onde foi parar meu "
       "dinheiro,onde foi meu dinheiro,cadê minha grana,com o que gastei,no que gastei,no "
       "que eu gastei,em que gastei,quem me pagou,quem me mandou dinheiro,quem me enviou "
       "dinheiro,quem me transferiu,quem já me pagou,pra quem mandei dinheiro,pra quem eu "
       "mandei dinheiro,para quem mandei dinheiro,para quem enviei dinheiro,pra quem "
       "paguei,pra quem eu paguei,a quem paguei,quem eu paguei,quanto gastei,quanto eu "
       "gastei,quanto já gastei,quanto mandei,quanto enviei,quanto paguei,quanto "
       "recebi,quanto eu recebi,o que gastei,o que eu gastei,o que paguei,o que eu "
       "paguei,o que mandei,o que enviei,o que recebi,o que caiu na conta,o que caiu,o que "
       "saiu da conta,entrou e saiu,entradas e saídas,resumo da conta,resumo dos gastos}"},
      {help,
       "{como funciona esse negócio,como funciona esse troço,como funciona essa coisa,como "
       "funciona isto tudo,como funciona esse bot,como funciona o bot,como funciona o "
       "app,como funciona o aplicativo,como que funciona,como é que funciona,como é que "
       "isso funciona,como é que isto funciona,como que isso funciona,como que usa,como "
       "que usa isso,como é que usa,como se usa,como se usa isso,como usar isso,como usa "
       "isso,como mexe nisso,como mexer nisso,como que mexe,como é que se faz,como que "
       "faz,como que faço,como é que eu faço,como é que faço,como te uso,como começo,como "
       "eu começo,por onde começo,por onde eu começo,o que vc faz,o que isso faz,o que "
       "este bot faz,o que esse bot faz,o que é que fazes,o que fazes,que fazes,que sabes "
       "fazer,que podes fazer,o que você sabe fazer,o que vc sabe fazer,o que mais você "
       "faz,o que mais vc faz,o que mais dá pra fazer,o que posso fazer,o que eu posso "
       "fazer,o que posso fazer aqui,que comandos tem,quais comandos,quais comandos você "
       "tem,quais são as opções,quais opções,lista de comandos,mostra o menu,ver menu,ver "
       "o menu,me mostra o menu,me mostra as opções,mostra as opções,você é um bot,vc é um "
       "bot,és um bot,você é um robô,quem é vc,que és tu,o que és tu,o que é isto,que é "
       "isso,que é isto,que isso,pra que isso serve,para que serve isto,serve pra "
       "quê,serve para quê,me explica como funciona,explica como funciona,pode me "
       "explicar,podes explicar,você pode explicar,me ensina,me ensina a usar,ensina "
       "aí,não sei usar,não sei usar isso,não sei como funciona,não sei como usar,não sei "
       "mexer,não sei mexer nisso,não sei o que fazer,não tô entendendo,não to "
       "entendendo,não estou entendendo,não percebo,não percebi,não entendi nada,tô "
       "confuso,tô confusa,estou confuso,estou confusa,estou perdida,tô perdida,sou novo "
       "aqui,sou nova aqui,primeira vez aqui,é minha primeira vez,preciso de uma "
       "mão,preciso de uma ajuda,preciso de uma ajudinha,uma ajuda,uma "
       "ajudinha,ajudinha,uma mãozinha,me dá uma mão,me dá uma mãozinha,dá uma mãozinha,me "
       "dá uma força,dá uma força aí,me ajuda aí,ajuda aí,ajuda por favor,alguém me "
       "ajuda,quero ajuda,sos,manual,tenho uma dúvida,tenho uma "
       "pergunta,dúvida,dúvidas,uma dúvida,cobra taxa,tem taxa,tem alguma taxa,paga "
       "taxa,quanto custa usar,é de graça,é grátis isso}"},
      {cancel,
       "{ah deixa pra lá,ah deixa,não deixa pra lá,deixa pra lá então,deixa isso,deixa "
       "isso pra lá,deixa assim,deixa como está,deixa lá,deixa estar então,deixe "
       "estar,deixe pra lá,esquece isso aí,esquece tudo,esquece aí,esquece vai,ah "
       "esquece,não esquece,esqueça isso,esqueça tudo,esquece o que eu disse,já era,já não "
       "preciso,já não quero,não quero mais,não precisa mais não,não preciso mais,não "
       "mando mais,não manda mais,não faz mais nada,melhor deixar,melhor nada,melhor "
       "deixar pra lá,nada não,nada nada,nada esquece,nada deixa,apaga,apaga "
       "isso,apagar,exclui,excluir,deleta,deletar,descarta,descartar,remove,remover,tira "
       "isso,susta,sustar,segura aí,segura,freia,para tudo,para isso,para com isso,pare "
       "tudo,pare isso,para já,cancela tudo,cancela aí por favor,cancela essa,cancela essa "
       "aí,cancela agora,cancelem,cancelamos,cancelado,tá cancelado,quero cancelar,desfaz "
       "isso,desfaz o último,volta isso,volta o último,volta,reverte isso,reverte o "
       "pix,estorna isso,estorna o pix,pega de volta o dinheiro,quero meu dinheiro de "
       "volta,devolve meu dinheiro,me devolve meu dinheiro,me arrependi,me enganei "
       "cancela,mudei de opinião,mudei a ideia,voltei atrás,errei cancela,sair,sai,fim}"},
      {confirm,
       "{sim manda,sim envia,sim pode,sim pode mandar,sim pode ir,sim claro,sim com "
       "certeza,sim isso,sim isso mesmo,sim tá certo,sim está certo,sim correto,sim ok,sim "
       "vai,sim paga,sim pf,sim pfv,sim quero,sim aceito,sim "
       "autorizo,autorizo,autorizado,autoriza,liberado,libera aí,tá ok,tá beleza,tá bom "
       "sim,tá bom pode,tá certo sim,ta certo,ok pode,ok pode mandar,ok manda,ok sim,ok "
       "vai,ok beleza,ok certo,pode mandar sim,pode enviar,pode pagar,pode sim senhor,pode "
       "sim por favor,pode fazer sim,pode seguir,pode prosseguir,pode continuar,manda "
       "aí,manda logo,manda já,manda brasa,manda bala,taca-lhe pau,tá "
       "valendo,vale,fechou,feito,claro pode,claro sim,claro que pode,claro "
       "né,lógico,óbvio,é isso mesmo,isso isso,isso sim,isso aí mesmo,é esse mesmo,é essa "
       "mesmo,perfeitamente,exatamente isso,correto sim,confirmo "
       "sim,confirmadíssimo,confirma aí,confirma sim,sim sim sim,siiim,sim por fv,aham "
       "sim,uhum sim,ss,simmm,yes sir,okk,okok,ok ok,dale,show pode mandar,partiu,tô "
       "dentro,estou de acordo,tudo ok,bora lá sim}"},
      {decline,
       "{não pode,não manda não,não envia não,não quero não,não não quero,não agora "
       "não,não por agora,não por enquanto,por enquanto não,não hoje,não desta vez,dessa "
       "vez não,não mesmo,não né,claro que não quero,lógico que não,óbvio que não,de forma "
       "alguma,de maneira nenhuma,de maneira alguma,em hipótese alguma,nem em sonho,nem "
       "ferrando,nem que a vaca tussa,nananinanão,nada feito,negativo não,não autorizo,não "
       "confirma,não confirme,não tá certo,não está correto,tá incorreto,não é isso "
       "não,não é esse,não é essa,não era isso,acho que não,acho melhor não,melhor não "
       "obrigado,prefiro não,prefiro que não,ainda não quero,agora não dá,agora não "
       "obrigado,não valeu obrigado,não brigado,não brigada,naaao,nãoo,nãooo,ñ,nem "
       "quero,não tô afim,não to afim}"},
      {confirm,
       "{sim,s,claro,claro que sim,com "
       "certeza,ok,okay,okei,confirmo,confirma,confirmar,confirmado,confirme,pode,pode "
       "sim,pode mandar,pode ir,pode ser,manda ver,vai,vai "
       "lá,vai em frente,beleza,blz,isso,isso mesmo,isso "
       "aí,exato,exatamente,correto,certo,tá certo,está certo,tá "
       "bom,tá,positivo,aceito,aceitar,aprovo,aprovado,"
       "combinado,fechado,sim por favor,sim senhor,uhum,aham,yes,sim sim,claro "
       "sim,perfeito,bora,demorou,é isso,é isso aí,pode fazer,faz isso,faça,de "
       "acordo,concordo,sim "
       "pode,sim confirmo,simm,siim,certeza,sem dúvida,é "
       "claro,segue,continua,prossiga,pode crer,ta bom,está bem,tudo bem,tudo "
       "certo,yep,com certeza sim,pode confirmar,vamos,envia logo}"},
      {decline,
       "{não,nao,naum,n,nn,não obrigado,não obrigada,agora não,ainda não,de jeito "
       "nenhum,de modo nenhum,não quero,nunca,jamais,nem pensar,nem a pau,não "
       "faça isso,não faz isso,não manda,não mande,não "
       "envia,rejeito,rejeitar,recuso,recusar,não aceito,não confirmo,melhor não,claro que "
       "não,negativo,não "
       "não,nem,errado,incorreto,não está certo,tá errado,não é isso,hoje não,não pode,não "
       "por favor,nop,nope,não concordo,não valeu,deixa não,"
       "sem chance,nem morto,não senhor,não ainda não,nada disso}"},
      {cancel,
       "{cancela,cancelar,cancele,cancela aí,cancela "
       "isso,anula,anular,anule,desfaz,desfazer,desfaça,esquece,esqueça,esquece isso,deixa "
       "pra lá,deixa "
       "para lá,deixa,deixa quieto,deixa estar,para,pare,parar,para "
       "aí,estorna,estornar,estorne,reverte,reverter,volta atrás,voltar atrás,mudei de "
       "ideia,stop,aborta,abortar,"
       "não precisa "
       "mais,desisto,desisti,cancelamento,interrompe,undo,retira,recupera,tanto faz,quero "
       "de volta,suspende,suspender}"},
      {cancel_about,
       "{o,a,os,as,último,última,envio,pagamento,transferência,pix,transação,operação,"
       "pedido,solicitação,isso,isto,tudo,meu,minha,este,esta,esse,"
       "essa,que,acabei,de,fazer,ordem,pendente,mais "
       "recente,recente,anterior,dinheiro,pra,para,pro,fiz,mandei,enviei,pode,quero,por "
       "favor,não,agora,aí,cobrança,do,"
       "da,em "
       "andamento,com,por,favor,aquele,aquela,divisão,lá,você,já,e,eu,preciso,gostaria,"
       "melhor}"},
      {help,
       "{ajuda,me ajuda,me ajude,ajude-me,ajuda-me,socorro,como funciona,como funciona "
       "isso,como isso funciona,como isto funciona,como você funciona,o que você faz,o que "
       "você pode fazer,o que vc faz,o que vc pode fazer,o que podes fazer,o que sabes "
       "fazer,o que dá pra fazer,menu,começar,iniciar,início,como envio,como mando,como "
       "pago,como "
       "posso,como eu,como faço,como faz,como se,como peço,como transfiro,como divido,como "
       "cobro,como cancelo,como fazer,como mandar,como enviar,como pagar,como usar,como "
       "usa,como uso,preciso de ajuda,"
       "instruções,comandos,opções,start,help,tutorial,guia,me explica,explica,não "
       "entendi,não entendo,quem é você,quem és tu,o que é isso,o que é você,o que é "
       "pennypost,para que serve,pra que serve,tô perdido,estou perdido,pode me "
       "ajudar,você pode me ajudar,podes ajudar-me,informação,info,quais são os "
       "comandos,quais os comandos,o que eu faço,"
       "suporte,é grátis,quais são as taxas,como receber,como recebo,como dividir,como "
       "pedir}"},
      {balance,
       "{saldo,saldo atual,meu saldo,o meu saldo,quanto tenho,quanto eu tenho,quanto "
       "dinheiro tenho,quanto dinheiro eu tenho,quanto de dinheiro eu tenho,quanta grana "
       "eu tenho,quanta "
       "grana tenho,quanto me resta,quanto me sobra,quanto sobrou,quanto resta,quanto "
       "ainda tenho,quanto eu ainda tenho,quanto tem na minha conta,quanto tem na "
       "conta,quanto há na minha conta,"
       "quanto tenho na conta,quanto eu tenho na conta,o que eu tenho na conta,o que tem "
       "na minha conta,meu dinheiro,quanto falta na conta,quanto está na minha "
       "conta,quanto "
       "tá na minha conta,tenho dinheiro,tenho saldo,tem dinheiro na conta,tem "
       "saldo,quantos reais eu tenho,quantos reais tenho,quantos euros tenho,quanto me "
       "falta,como está minha conta,como tá minha "
       "conta,qual o saldo,quanto tô,quanto estou,dinheiro disponível,saldo "
       "disponível,quanto ainda me resta,quanto tenho disponível,quanto tenho de saldo}"},
      {history,
       "{extrato,extratos,histórico,movimentos,movimentação,movimentações,transações,"
       "transação,operações,pagamentos,envios,transferências,atividade,"
       "atividades,último pagamento,última transação,último envio,última "
       "transferência,último pix,últimos pix,meus "
       "gastos,gastos,despesas,cobranças,comprovantes,"
       "comprovante,recibos,compras,lançamentos,registro,o que entrou,o que "
       "saiu,entradas,saídas,meus pix,solicitações}"},
      {history_self,
       "{mandei,enviei,paguei,transferi,gastei,recebi,depositei,pedi,cobrei,dei,me "
       "mandou,me enviou,me pagou,me mandaram,me pagaram,gastamos,me "
       "transferiu,fiz,me depositou,eu gastei,eu mandei}"},
      {service,
       "{meu,minha,meus,minhas,o,a,os,as,qual,quais,que,é,são,mostra,mostre,mostrar,me "
       "mostra,me mostre,mostra-me,ver,vê,diz,diga,me diz,me diga,diz-me,me dá,"
       "consultar,consulta,checar,checa,verificar,verifica,quero,queria,gostaria "
       "de,pode,posso,me,dizer,atual,conta,em,no,na,de,do,da,dos,das,"
       "este,esta,esse,essa,nesse,nesta,neste,mês,semana,dia,dias,hoje,último,última,"
       "últimos,últimas,recente,recentes,com,para,pra,disponível,total,tem,"
       "tenho,dinheiro,todos,todas,todo,lista,listar,por "
       "favor,agora,desde,janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,"
       "outubro,novembro,dezembro,segunda,terça,quarta,quinta,sexta,sábado,domingo,e,"
       "bancário,bancária,saber,momento,ontem,passado,passada,completo,um,"
       "uma,feitos,entre,como,está,tá,eu,já,aí,ai,resumo,preciso,você,puxa,tira,lhe,ao,à,"
       "pro,por,pelo}"},
  };
}

}  // namespace pennypost::language
