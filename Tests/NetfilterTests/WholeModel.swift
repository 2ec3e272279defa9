/// Texts that hold every match, target and set of the model.
enum WholeModel {
  static let sets = """
    create a hash:net family inet maxelem 1048576
    create b hash:ip,port family inet
    create c hash:ip family inet hashsize 64 maxelem 10
    create e hash:net timeout 2000000 counters comment skbinfo
    -N long-name-of-thirty-one-bytes-x --exist nethash maxelem 4294967295
    -N l --exist setlist
    create m list:set size 16 comment
    add a 10.0.0.1/32
    add a 10.1.2.3/8
    add a 10.9.0.0/16 nomatch
    add a 10.9.9.9 nomatch
    add a 128.0.0.0/1
    -A b 10.0.0.1,TCP:80
    add b 10.0.0.1,sctp:65535
    add b 10.0.0.2,icmp:echo-request
    add b 10.0.0.2,icmp:8/7
    add b 10.0.0.2,81
    add b 10.0.0.2,vrrp:0
    add c 10.0.0.1
    add c 10.0.0.2/32
    add e 10.0.0.0/24 timeout 0 nomatch packets 5 bytes 6 comment "x y"
    add e 10.0.1.0/24 timeout 0 packets 0 bytes 0 skbmark 0x1/0xff
    add l a
    add l b
    add m l-2 comment "two words"

    """.replacing("add m l-2", with: "add m c")

  static let rules = """
    *filter
    :INPUT DROP [0:0]
    :A - -
    :B-with-a-name-of-28-bytes-ab - -
    -A A -j DROP -m mark --mark 0x400/0x400 -m comment --comment DROP-ON-0x400/0x400
    -A A -j MARK --set-mark 0x200/0x200 -m comment --comment A_b-c
    -A A -m comment --comment "cali:x" -m comment --comment "y" --jump MARK --set-mark 0/0x30000
    -A A --jump MARK --set-mark 0x0/0x180000
    -A A -j A -p TCP --dport 80 -m set --match-set a src -m set ! --match-set b dst,dst -m set --match-set l src
    -A A -m set --match-set a src -p tcp --dport 80 --sport 90 -g B-with-a-name-of-28-bytes-ab
    -A A -p tcp --dport 80 -m set --match-set a src --sport 9:10 -j DROP
    -A A -p tcp -m multiport --destination-ports 80,8000:8010 -j RETURN
    -A A -p udp -m multiport ! --source-ports 80 -j RETURN
    -A A -p sctp -m multiport --ports 80,90 -j RETURN
    -A A -p 17 -s 10.0.0.1 -d 10.1.2.3/8 -j REJECT
    -A A -p 4 ! -s 10.0.0.1 ! -d 0.0.0.0/1 -j REJECT --reject-with icmp-net-unreach
    -A A -p tcp -j REJECT --reject-with tcp-reset
    -A A -j REJECT --reject-with icmp-admin-prohibited
    -A A -s 0.0.0.0/0 -i cali+ -o eth0
    -A A ! -i cali+ ! -o eth0
    -A A -i + -p all -j ACCEPT
    -A A -m mark ! --mark 0/0x30000 -m mark --mark 5 -j ACCEPT
    -A A -m conntrack --ctstate ESTABLISHED,related,NEW,INVALID -j ACCEPT
    -A A -m conntrack ! --ctstate DNAT,UNTRACKED,SNAT -j ACCEPT
    -A A -p icmp -m icmp --icmp-type 8 -j ACCEPT
    -A A -p icmp --icmp-type 8/0 -j ACCEPT
    -A A -p icmp ! --icmp-type echo-request -j ACCEPT
    -A A -p icmp --icmp-type any -j ACCEPT
    -A A -p icmp --icmp-type network-unreachable -j ACCEPT
    -A A -m addrtype --dst-type LOCAL -j ACCEPT
    -A A -m addrtype ! --src-type LOCAL,UNICAST --dst-type local -j ACCEPT
    -A A -m addrtype --src-type BROADCAST --limit-iface-in -j ACCEPT
    -A A -j LOG --log-prefix "calico-packet: " --log-level 5
    -A A -j LOG --log-level debug --log-tcp-options --log-uid --log-ip-options --log-tcp-sequence --log-macdecode
    -A A -j LOG --log-prefix a-prefix-that-is-longer-than-29-bytes
    -A A -j NFLOG --nflog-group 1 --nflog-prefix "API|0|d e" --nflog-size 80
    -A A -j NFLOG --nflog-threshold 5 --nflog-prefix abc
    -A A -j NFLOG
    -A A -j CONNMARK --save-mark --mask 0xff
    -A A -j CONNMARK --restore-mark --nfmask 0xf0 --ctmask 0x0f
    -A A -j CONNMARK --save-mark
    -A A -j CONNMARK --set-mark 0x5/0x7
    -A A -j CONNMARK --set-xmark 0x5/0x3
    -A A -j CONNMARK --and-mark 0x5
    -A A -j MARK --and-mark 0x5
    -A A -j MARK --or-mark 0x5
    -A A -j MARK --xor-mark 0x5
    -A A -j MARK --set-mark 6/3
    -A A -j MARK --set-xmark 0x5
    -A A -m statistic --mode random --probability 0.33333333349 -j ACCEPT
    -A A -p tcp -m tcp --dport :1024 -j ACCEPT
    -A A -p tcp --dport 0:65535 -j ACCEPT
    -A A -p tcp -m tcp -j ACCEPT
    -A A -p udp ! --dport 53 ! --sport 5: -j ACCEPT
    -A A -p 2 -j ACCEPT
    -A A -p 94 -j ACCEPT
    -A A -p 200 -j ACCEPT
    -A A ! -p TCP -j ACCEPT
    -A A -m comment --comment "a'b\\"c\\\\d \\x" -j ACCEPT
    -A A -m comment --comment "" -j ACCEPT
    -A A -m comment --comment "Ünï" -j ACCEPT
    -A A -m comment --comment --looks-like-an-option -j ACCEPT
    -A A -m comment --comment \(String(repeating: "0123456789", count: 30)) -j ACCEPT
    -A A -p udp -m comment --comment late -m udp --dport 80 -m mark --mark 1 -j ACCEPT
    -A A -m limit --limit 5/min -j ACCEPT
    -A A -m set --match-set a src --return-nomatch -j ACCEPT
    -A A -j SET --add-set a src
    -A A -f -j ACCEPT
    -A A -m mac --mac-source 00:11:22:33:44:55 -j ACCEPT
    -A A -m string --string "abc" --algo bm -j ACCEPT
    -A A -s 10.0.0.0/255.255.0.0
    -I FORWARD -j A -m conntrack --ctstate NEW
    -I FORWARD 2 -j B-with-a-name-of-28-bytes-ab
    COMMIT

    """.replacing("-A A -j A -p TCP", with: "-A A -j B-with-a-name-of-28-bytes-ab -p TCP")

  static let sets6 = """
    create a hash:net family inet6 maxelem 1048576
    create b hash:ip,port family inet6
    add a 2001:DB8::1/64
    add a 2001:db8::1/128
    add a 2001:db8::/80 nomatch
    add a ::ffff:1.2.3.4
    add b 2001:db8::1,tcp:80
    add b ::1:2,icmpv6:echo-request
    add b ::1:2,icmpv6:1/2

    """

  static let rules6 = """
    *filter
    :A - -
    -A A -s 2001:db8::1 -d ::/0 -j REJECT
    -A A ! -s 2001:db8:1::1/48 -d ::ffff:1.2.3.4 -j REJECT --reject-with icmp6-adm-prohibited
    -A A -p icmpv6 -m icmp6 --icmpv6-type 130 -j ACCEPT
    -A A -p ipv6-icmp --icmpv6-type neighbour-solicitation -j ACCEPT
    -A A -p icmpv6 -m icmp6 ! --icmpv6-type 1/4 -j ACCEPT
    -A A -p tcp --dport 80 -m set --match-set a src -m set --match-set b dst,dst -j ACCEPT
    -A FORWARD -i cali+ -g A
    COMMIT

    """

  static let npmSets = """
    -N s1 --exist nethash
    -N s2 --exist hash:ip,port
    -A s1 10.0.0.1
    -A s2 10.0.0.1,TCP:80

    """

  /// Boot, a policy, a second one in front of it, the first one's change and removal.
  static let npmScripts = [
    """
    *filter
    :AZURE-NPM - -
    :AZURE-NPM-INGRESS - -
    :AZURE-NPM-INGRESS-ALLOW-MARK - -
    :AZURE-NPM-EGRESS - -
    :AZURE-NPM-ACCEPT - -
    -A AZURE-NPM-INGRESS -j DROP -m mark --mark 0x400/0x400 -m comment --comment DROP-ON-INGRESS-DROP-MARK-0x400/0x400
    -A AZURE-NPM-INGRESS-ALLOW-MARK -j MARK --set-mark 0x200/0x200 -m comment --comment SET-INGRESS-ALLOW-MARK
    -A AZURE-NPM-INGRESS-ALLOW-MARK -j AZURE-NPM-EGRESS
    -A AZURE-NPM-EGRESS -j DROP -m mark --mark 0x800/0x800 -m comment --comment DROP-ON-EGRESS-DROP-MARK-0x800/0x800
    -A AZURE-NPM-ACCEPT -j ACCEPT
    -I FORWARD -j AZURE-NPM -m conntrack --ctstate NEW
    COMMIT

    """,
    """
    *filter
    :AZURE-NPM-INGRESS-1 - -
    -F AZURE-NPM
    -A AZURE-NPM -j AZURE-NPM-INGRESS
    -A AZURE-NPM -j AZURE-NPM-EGRESS
    -A AZURE-NPM -j AZURE-NPM-ACCEPT
    -A AZURE-NPM-INGRESS-1 -j AZURE-NPM-INGRESS-ALLOW-MARK -p TCP --dport 80 -m set --match-set s1 src -m comment --comment A
    -A AZURE-NPM-INGRESS-1 -j MARK --set-mark 0x400/0x400 -m comment --comment DROP-ALL
    -I AZURE-NPM-INGRESS 1 -j AZURE-NPM-INGRESS-1 -m set --match-set s1 dst -m comment --comment P1
    COMMIT

    """,
    """
    *filter
    :AZURE-NPM-INGRESS-2 - -
    -A AZURE-NPM-INGRESS-2 -j AZURE-NPM-INGRESS-ALLOW-MARK -p TCP -m set --match-set s2 dst,dst -m comment --comment B
    -I AZURE-NPM-INGRESS 1 -j AZURE-NPM-INGRESS-2 -m set --match-set s1 dst -m comment --comment P2
    COMMIT

    """,
    "*filter\n:AZURE-NPM-INGRESS-1 - -\n-A AZURE-NPM-INGRESS-1 -j RETURN\n-R AZURE-NPM-INGRESS-2 1 -j DROP\nCOMMIT\n",
    """
    *filter
    -D AZURE-NPM-INGRESS -j AZURE-NPM-INGRESS-1 -m set --match-set s1 dst -m comment --comment P1
    -F AZURE-NPM-INGRESS-1
    -X AZURE-NPM-INGRESS-1
    -D AZURE-NPM 2
    -P FORWARD DROP
    -N NEW
    COMMIT

    """,
  ]

  /// What neither iptables-restore nor `apply` takes, after `:A` and `:B` are made.
  static let refusedBodies = [
    "-A NOPE -j ACCEPT", "-A A -j NOPE", "-A A -m set --match-set nope src", "-I A 3 -j ACCEPT", "-D A -j LOG",
    "-D A 7",
    "-R A 7 -j DROP", "-X INPUT", "-X NOPE", "-F NOPE", "-N A", "-P A DROP", "-A A -j FORWARD", "-A B -j A\n-X A",
    "*nat", "-A A -j ACCEPT\nCOMMIT\n-A A -j DROP", "-A A -m mark --mark 0x1ffffffff", "-A A -p tcp --dport 70000",
    "-A A --dport 70", "-A A -m multiport --dports 70", "-A A -p tcp --dport 10:5", "-A A -j ACCEPT foo",
    "-A A -j ACCEPT --foo", "-A A --match-set s src", "-A A -p tcp -s ! 10.0.0.1", "-A A -m comment --comment",
    "-A A -m comment --comment ab\"c\"d -j ACCEPT", "-A A ! -j ACCEPT", "-A A -j ACCEPT -j DROP", "-A A -p tcp -p tcp",
    "-A A -p tcp -m multiport --dports 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", "-A A -p nonsense", "-A A -j MARK",
    "-A A -s 10.0.0.0/33", "-A A -m conntrack --ctstate FOO", ":THISISAVERYLONGCHAINNAME12345 - -",
  ]
}
