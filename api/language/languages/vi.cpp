#include "api/language/languages/all.h"

namespace pennypost::language {

using enum Tag;

Language vietnamese() {
  return {
      .code = "vi",
      .entries =
          {
              {send, "{chuyển,chuyển khoản,ck,gửi,gởi,trả,thanh toán,bắn,hoàn,hoàn trả,nạp,chuyển tiền,gửi tiền,trả tiền,chuyển trả,trả lại,gửi trả,banking}"},
              {send_weak, "{đưa,tặng,biếu,cho,lì xì,ủng hộ,góp}"},
              {request, "{yêu cầu,đòi,thu,đòi tiền,thu tiền,yêu cầu thanh toán,gửi yêu cầu,đòi nợ}"},
              {request_weak, "{xin,hỏi xin,nhắc,bảo,lấy,kêu}"},
              {split, "{chia,chia đều,chia tiền,campuchia,chia đôi,cưa đôi,share,chia nhau,tách}"},
              {narrated, "{đã chuyển,đã gửi,đã trả,đã đưa,đã nhận,chuyển rồi,gửi rồi,trả rồi,nhận được,vừa chuyển,vừa gửi,vừa trả,mới chuyển,mới gửi,nhận,mượn,vay,tiêu,mua,bán,giá,tốn,thắng,thua,kiếm được,đã chia,đã mượn,được trả}"},
              {opener, "{bạn,anh,chị,em,mày} {có thể,giúp,giúp mình,làm ơn}{ giúp tôi, giúp mình,}, {có thể,có thể giúp tôi,có thể giúp mình}, {tôi,mình,em,anh,tao,tớ,chị} {muốn,cần,phải,định,cần phải}, {muốn,cần,phải}, {giúp tôi,giúp mình,giúp em,giúp}, {để tôi,để mình,cho tôi,cho mình,cho em} {chuyển,gửi}, hãy, đừng quên, nhớ, làm ơn, xin hãy"},
              {please, "{làm ơn,xin vui lòng,vui lòng,xin,nhé,nha,giùm,dùm,hộ,giúp,với nhé,please,pls,nếu được,nếu có thể,giùm mình,giùm tôi,hộ mình,hộ tôi,giúp mình,giúp tôi,giùm em,hộ cái,đi,dùm mình}"},
              {greet, "{chào,xin chào,chào bạn,alo,hello,hi,hey,chào buổi sáng,chào buổi tối,ê,chào em,chào anh,chào chị,chào ad,chào buổi chiều,khỏe không,bạn khỏe không,helo}"},
              {thanks, "{cảm ơn,cám ơn,cảm ơn nhiều,cám ơn nhiều,cảm ơn bạn,cám ơn bạn,cảm ơn nhé,cảm ơn nha,thanks,thank you,tks,thank,cảm ơn em,cảm ơn anh,cảm ơn ạ,xin cảm ơn,cám ơn nha}"},
              {closing, "{haha,hihi,hehe,kkk,lol,tạm biệt,bye,ngủ ngon,hẹn gặp lại}"},
              {filler, "{ạ,à,ơi,ừ,ok,okay,oke,đi,luôn,liền,nhanh,nhanh lên,gấp,hôm nay,cũng,thôi,rồi thì,số tiền,tổng cộng,tổng,đúng,chỉ,bạn ơi,bot,pennypost,này,nè,khoản,lại,thêm,cái,giùm cái,vậy,thì,rồi,sau đó,ngay lập tức,từ tài khoản của tôi,qua}"},
              {now, "{ngay,bây giờ,ngay bây giờ,asap}"},
              {to, "cho, tới, đến, vào tài khoản, vào tài khoản của, sang, vào, qua cho, tới tài khoản, đến tài khoản, về"},
              {range, "đến, tới"},
              {from, "từ, của, ở, với"},
              {with, "với, cùng, cùng với, vs"},
              {between, "giữa, cho"},
              {each, "mỗi người, mỗi, mỗi đứa, từng người, mỗi bạn, mỗi ng, cho mỗi người, mỗi người một"},
              {me, "tôi, mình, tớ, tao, cho tôi, cho mình, tui, cho tớ, cho tao"},
              {self, "tôi, mình, tớ, tao, chúng tôi, chúng ta, bọn mình, tui, bản thân"},
              {pronoun, "{nó,họ,hắn,cô ấy,anh ấy,chị ấy,ông ấy,bà ấy,bạn,bọn họ,ai đó,ai,mọi người,người đó,một người bạn,các bạn,mấy bạn,người ta,cậu ấy,em ấy,ổng,bả,ảnh,chỉ ấy,tất cả mọi người,người kia,đứa kia}"},
              {article, "các, những, một, cái, con"},
              {unit, "tiền"},
              {possessive, "của tôi, của mình, của em, của anh, tôi, mình, tui, tao, của tao, của tớ, của chúng tôi, tớ"},
              {title, "ông, bà, thầy, ngài, bác sĩ, bs, ts, gs"},
              {kin, "{mẹ,má,ba,bố,cha,anh,chị,em,con,vợ,chồng,cô,dì,chú,bác,cậu,mợ,thím,ông nội,bà nội,ông ngoại,bà ngoại,anh trai,chị gái,em trai,em gái,con trai,con gái,cháu,bạn gái,bạn trai,người yêu,sếp,chủ nhà,hàng xóm,đồng nghiệp,bạn cùng phòng,bạn thân,thầy giáo,cô giáo,anh họ,chị họ,em họ,bố mẹ,ba mẹ,ny,bác tài,bạn tôi,mẹ chồng,mẹ vợ}"},
              {subject, "{tôi,mình,anh ấy,cô ấy,nó,họ,bạn,chúng tôi,chúng ta,ai,người ta,mọi người,tui,tớ,tao,đó,đây}"},
              {purpose, "để, để trả, để mua, để thanh toán, tiền, nội dung, ghi chú, lời nhắn, vì, re, mua, trả tiền, đóng tiền, đóng, cho, lý do, nd, để đóng, tin nhắn, với lời nhắn, với nội dung, cho việc, nhằm, cho tiền"},
              {thing, "{thuê nhà,nhà,ăn trưa,ăn tối,ăn sáng,bữa trưa,bữa tối,bữa sáng,cơm,cơm trưa,phở,cà phê,cafe,trà sữa,bia,pizza,taxi,grab,xăng,điện,nước,mạng,internet,điện thoại,xem phim,phim,vé,vé xem phim,quà,sinh nhật,cưới,đám cưới,tiệc,du lịch,khách sạn,vé máy bay,sách,học phí,thuốc,quần áo,giày,đồ ăn,đi chợ,rau,thịt,trái cây,sửa xe,gửi xe,nợ,"
                      "phút,giờ,ngày,tuần,tháng,năm,lần,người,ảnh,hình,tin nhắn,lẩu,nhậu,bánh,hoa,ship,chợ,bữa ăn,bữa nhậu}"},
              {approx, "{khoảng,tầm,chừng,cỡ,gần,vài,vài trăm,vài chục,mấy,một ít,một chút,ít,nhiều,hơn kém,xấp xỉ,độ,hàng trăm,hàng nghìn,đâu đó,mấy chục,mấy trăm,áng chừng,chút,hơn,lẻ,tá}"},
              {limit, "{tối đa,tối thiểu,ít nhất,nhiều nhất,không quá,lên đến,lên tới,trên,dưới,hơn,không ít hơn,cao nhất,cùng lắm,ít hơn,nhiều hơn}"},
              {or_, "hoặc, hay, hay là"},
              {all, "{tất cả,hết,toàn bộ,tất cả tiền,hết tiền,toàn bộ số tiền,tất cả số tiền,hết số dư,toàn bộ số dư,tất cả tiền của tôi,tất cả số dư,toàn bộ tiền,số tiền còn lại,tiền còn lại,nửa số tiền,hết sạch,một nửa số dư,toàn bộ tiền của tôi}"},
              {money, "{tiền,ít tiền,một ít tiền,một khoản,tiền mặt,chút tiền,một số tiền,hóa đơn,bill,xiền}"},
              {half, "nửa, một nửa"},
              {about_half, "rưỡi"},
              {conj, "và, với, cùng, lẻ, linh"},
              {sign_minus, "âm, trừ"},
              {negation, "{đừng,đừng có,không,chưa,chớ,chẳng,không được,ko,hông,k,thay vì,khỏi,không cần,đừng bao giờ,không muốn,chưa bao giờ,không phải}"},
              {condition, "{nếu,giả sử,trừ khi,miễn là,nếu như,lỡ,nhỡ,hễ,chỉ khi,trong trường hợp,kẻo,dù}"},
              {said, "{nói,bảo là,nói là,nói rằng,bảo tôi,bảo mình,kêu tôi,kể,viết,nhắn,nhắn là,hỏi,trả lời,theo,nghe nói,nghe,đọc,nghĩ,nghĩ là,cho rằng,yêu cầu tôi,đòi tôi,xin tôi,rằng,trích,đùa}"},
              {wish, "{ước,ước gì,giá mà,giá như,tưởng tượng,hy vọng,mong,mơ,có lẽ,chắc,chắc là,lẽ ra,đáng lẽ,nên,hay là mình,thử tưởng tượng,đang nghĩ,đang tính,định bụng,suýt}"},
              {future, "{sẽ,sắp,dự định,hứa,định sẽ,đang định,có thể sẽ}"},
              {past, "{hôm qua,hôm kia,tuần trước,tháng trước,năm ngoái,tối qua,đã,vừa,vừa mới,mới,rồi,sáng nay,hồi nãy,lúc nãy,trước đây,hôm trước,bữa trước,hồi}"},
              {later, "{mai,ngày mai,sáng mai,tối mai,ngày kia,mốt,tối nay,chiều nay,lát nữa,lát,tí nữa,chút nữa,sau,sau này,tuần sau,tháng sau,năm sau,tuần tới,tháng tới,thứ hai,thứ ba,thứ tư,thứ năm,thứ sáu,thứ bảy,chủ nhật,cuối tuần,cuối tháng,đầu tháng,khi,khi nào,lúc,trước khi,sau khi,lần sau,hôm nào,bữa nào,một giờ nữa,khi có lương,lúc nào đó}"},
              {recurring, "{mỗi,hàng,hằng} {ngày,tuần,tháng,năm,sáng,tối,giờ,thứ hai,thứ sáu,chủ nhật,lần}, {định kỳ,thường xuyên,tự động,một tuần một lần,một tháng một lần,từng tháng,mỗi tháng một lần}"},
              {wh, "{gì,ai,khi nào,bao giờ,ở đâu,đâu,tại sao,vì sao,sao,thế nào,như thế nào,bao nhiêu,nào,cái gì,những gì,cho ai,mấy}"},
              {yes_no, "{có phải,phải không,đã chuyển chưa,đã gửi chưa,chưa}"},
              {correction, "{à không,ý tôi là,ý mình là,nhầm,à nhầm,khoan,khoan đã,đợi đã,xin lỗi,thật ra,sửa lại,đổi thành,sửa thành,không phải,à lộn,lộn,nhầm rồi,thực ra,chờ đã,không đợi đã,không,mà thôi,chờ chút,à}"},
              {owes, "{nợ,thiếu,còn nợ,đang nợ}"},
              {it, "{đó,cái đó,số đó,tiền đó,nó đi}"},
              {confirm, "{có,vâng,ừ,ừm,uh,dạ,dạ vâng,dạ có,đồng ý,ok,okay,oke,okie,được,được rồi,xác nhận,đúng,đúng rồi,đúng vậy,chuẩn,chắc chắn,tất nhiên,phải,phải rồi,tiếp tục,làm đi,chuyển đi,gửi đi,yes,tôi đồng ý,tôi xác nhận,chốt,duyệt,chấp nhận,dĩ nhiên,nhất trí,oki,tốt,hợp lý,chính xác,vâng ạ,dạ đúng,ừ đúng rồi}"},
              {decline, "{không,ko,hông,không đồng ý,không cần,không phải,đừng,thôi khỏi,khỏi,không được,không muốn,từ chối,chưa,không nhé,không đâu,không cảm ơn,không cám ơn,đừng chuyển,đừng gửi,để sau,sai,sai rồi,không đúng,hổng,no,không bao giờ,chưa đâu,thôi không,không chuyển,không ạ,dạ không,không chấp nhận,khỏi cần}"},
              {cancel, "{hủy,huỷ,hủy bỏ,huỷ bỏ,hủy đi,thôi,dừng,dừng lại,bỏ qua,bỏ đi,thu hồi,hoàn tác,rút lại,thôi bỏ đi,quên đi,kệ đi,ngưng,ngừng,stop,cancel,không sao đâu,đổi ý,tôi đổi ý rồi,mình đổi ý rồi,lấy lại,khỏi chuyển nữa,thôi không chuyển nữa}"},
              {cancel_about, "{giao dịch,lệnh,chuyển tiền,thanh toán,lần,cuối,cuối cùng,gần nhất,vừa rồi,vừa,trước,khoản,yêu cầu,này,đó,kia,tiền,tất cả,giúp,tôi,mình,đi,nhé,hộ,lệnh chuyển tiền,chuyển khoản,mới,rồi,gửi,chuyển,cho,muốn,làm ơn,vui lòng,nha,lại,đang chờ,cái}"},
              {help, "{giúp,giúp tôi,giúp mình,giúp với,giúp tôi với,trợ giúp,hướng dẫn,cách dùng,cách sử dụng,cách chuyển tiền,cách gửi tiền,cách hoạt động,làm sao để,làm sao,làm thế nào để,làm thế nào,hoạt động thế nào,cái này hoạt động thế nào,cái này hoạt động như thế nào,dùng thế nào,dùng như thế nào,sử dụng thế nào,bạn có thể làm gì,bạn làm được gì,có thể làm gì,bạn biết làm gì,menu,bắt đầu,start,help,"
                     "cần giúp đỡ,tôi cần giúp đỡ,tôi cần trợ giúp,bạn là ai,đây là gì,pennypost là gì,tôi không hiểu,không hiểu,giải thích,lệnh nào,các lệnh,chuyển tiền thế nào,gửi tiền thế nào,chuyển tiền như thế nào,gửi tiền như thế nào,cứu,thông tin,chuyển tiền kiểu gì,cách}"},
              {balance, "{số dư,số dư của tôi,số dư tài khoản,còn bao nhiêu tiền,tôi còn bao nhiêu tiền,mình còn bao nhiêu tiền,tôi có bao nhiêu tiền,mình có bao nhiêu tiền,có bao nhiêu tiền,còn bao nhiêu,tôi còn bao nhiêu,mình còn bao nhiêu,tài khoản còn bao nhiêu,tài khoản của tôi còn bao nhiêu,tài khoản còn bao nhiêu tiền,trong tài khoản có bao nhiêu tiền,trong tài khoản còn bao nhiêu,tiền của tôi,kiểm tra số dư,xem số dư,còn tiền không,tôi còn tiền không,còn nhiêu tiền,tk còn bao nhiêu}"},
              {history, "{lịch sử,giao dịch,lịch sử giao dịch,sao kê,giao dịch gần đây,giao dịch gần nhất,các giao dịch,hoạt động,biến động,chi tiêu,giao dịch cuối,thu chi,khoản chi,nhật ký,biên lai,biến động số dư}"},
              {history_self, "{tôi đã chuyển,tôi đã gửi,tôi đã trả,mình đã chuyển,mình đã gửi,mình đã trả,tôi đã tiêu,mình đã tiêu,chuyển cho tôi,gửi cho tôi,đã chuyển cho tôi,đã trả tôi,tôi tiêu,mình tiêu,tôi chuyển,tôi gửi,đã gửi cho tôi,tôi trả}"},
              {service, "{của,tôi,mình,là,bao,nhiêu,bao nhiêu,xem,cho,kiểm tra,cho tôi xem,cho mình xem,hiện,hiển thị,hiện tại,bây giờ,tài khoản,trong,còn,lại,có,gần đây,gần nhất,cuối,tuần,tháng,ngày,này,hôm nay,hôm qua,trước,với,và,tất cả,các,những,tiền,nào,gì,không,biết,muốn,được,danh sách,đi,giúp,nhé,ai,cho ai,ở,khi nào,từ,tuần này,tháng này,tuần trước,tháng trước,tổng,liệt kê,đã,hết,vừa qua}"},
              {machine, "{bỏ qua,quên,phớt lờ,lờ đi} {các ,mọi ,tất cả ,những ,}{quy tắc,luật,hướng dẫn,chỉ dẫn,lệnh trước,quy định}, {bây giờ bạn là,từ giờ bạn là,từ bây giờ bạn,từ giờ}, {đóng vai,giả vờ,hành động như}, system:, system :, hệ thống:, hệ thống :, chế độ {nhà phát triển,quản trị,admin}, tôi là {quản trị viên,nhà phát triển,người tạo ra bạn,admin}, {hướng dẫn,chỉ dẫn,quy tắc,lệnh} mới, không cần xác nhận"},
          },
      .numbers = "mốt=1, tư=4, lăm=5, nhăm=5, một trăm=100, chục=10, hai chục=20, năm chục=50, một chục=10",
      .factors = "trăm=100, nghìn=1000, ngàn=1000, ngìn=1000, k=1000, triệu=1000000, tr=1000000, củ=1000000, tỷ=1000000000, tỉ=1000000000, vạn=10000",
      .currencies = "đồng=dong, đ=dong, vnđ=VND, vnd=VND, đô la=dollar, đô=dollar, đôla=dollar, usd=USD, đô la mỹ=USD, đô mỹ=USD, euro=EUR, bảng=pound, bảng anh=GBP, yên=JPY, nhân dân tệ=CNY, tệ=CNY, won=won, xu=cent, cent=cent, rúp=rouble, baht=THB, đô sing=SGD, peso=peso, bitcoin=nothing, điểm=nothing, coin=nothing, phân vàng=nothing, chỉ vàng=nothing",
      .sums = {},
  };
}

}  // namespace pennypost::language
