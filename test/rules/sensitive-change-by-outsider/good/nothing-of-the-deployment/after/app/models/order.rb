class Order < Record; end
