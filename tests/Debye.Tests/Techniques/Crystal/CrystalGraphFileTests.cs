using Debye.Crystals;
using Debye.Numerics;
using Debye.Techniques.Crystal;
using Debye.Tests.Crystals.Neighbours;
using FsCheck;
using FsCheck.Fluent;

namespace Debye.Tests.Techniques.Crystal;

public sealed class CrystalGraphFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-graphs").FullName;

    private static CrystalOptions Options { get; } =
        new()
        {
            Neighbours = 5,
            RadiusAngstrom = 6.5,
            Rule = NeighbourRule.Shells,
        };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_ThenRead_IsTheSame()
    {
        var graphs = Graphs();
        var set = CrystalGraphFile.Read(Written(graphs));
        set.Options.ShouldBe(Options);
        set.Source.ShouldBe("random crystals");
        set.Graphs.Count.ShouldBe(graphs.Length);
        for (var i = 0; i < graphs.Length; i++)
        {
            set.Graphs[i].Id.ShouldBe(graphs[i].Id);
            set.Graphs[i].AtomicNumbers.ToArray().ShouldBe(graphs[i].AtomicNumbers.ToArray());
            set.Graphs[i].Offsets.ToArray().ShouldBe(graphs[i].Offsets.ToArray());
            set.Graphs[i].Neighbours.ToArray().ShouldBe(graphs[i].Neighbours.ToArray());
            set.Graphs[i].DistancesAngstrom.ToArray().ShouldBe(graphs[i].DistancesAngstrom.ToArray());
            set.Graphs[i].Images.ToArray().ShouldBe(graphs[i].Images.ToArray());
        }
    }

    [Fact]
    public void Write_NoGraphs_ReadsNone() => CrystalGraphFile.Read(Written([])).Graphs.ShouldBeEmpty();

    [Fact]
    public void Write_ThatFails_LeavesTheOldFile()
    {
        var path = Written(Graphs());
        Should.Throw<InvalidOperationException>(() => CrystalGraphFile.Write(path, Failing(), Options, "failing"));
        CrystalGraphFile.Read(path).Source.ShouldBe("random crystals");

        static IEnumerable<CrystalGraph> Failing() =>
            Enumerable.Range(0, 3).Select<int, CrystalGraph>(_ => throw new InvalidOperationException("no more"));
    }

    [Fact]
    public void Read_OtherFiles_SayWhatTheyAre()
    {
        var content = File.ReadAllBytes(Written(Graphs()));
        content[4] = 3;
        Complaint(content).ShouldBe("damaged.dbxg: crystal graphs of version 3, this program reads version 2");
        Complaint("data_quartz\n"u8.ToArray()).ShouldBe("damaged.dbxg: no crystal graphs: it does not begin with DBXG");
        Complaint([]).ShouldContain("does not begin with DBXG");
        Complaint([.. File.ReadAllBytes(Written([])), 0]).ShouldContain("bytes follow");
    }

    [Fact]
    public void Read_TruncatedFiles_NothingButDataFormatException()
    {
        var content = File.ReadAllBytes(Written(Graphs()));
        for (var length = 0; length < content.Length; length += 1 + length / 40)
            Complaint(content[..length]).ShouldStartWith("damaged.dbxg: ");
    }

    /// <summary>With right checksums, damage reaches the records themselves.</summary>
    [Fact]
    public void Read_DamagedRecords_NothingButDataFormatException()
    {
        var random = new RandomSource(3);
        var graph = CrystalGraphRecord.Write(Graphs()[4]);
        for (var n = 0; n < 5000; n++)
            RecordProblem(Damage.Mutate(graph, ref random)).ShouldBeNull();
    }

    [Fact]
    public void Read_MutatedFiles_NothingButDataFormatException()
    {
        var content = File.ReadAllBytes(Written(Graphs()));
        var random = new RandomSource(4);
        for (var n = 0; n < 2000; n++)
            Complaint(Damage.Mutate(content, ref random)).ShouldNotContain("\n");
    }

    [Fact]
    public void Read_RandomBytes_NothingButDataFormatException() =>
        Prop.ForAll<byte[]>(bytes => Complaint([.. "DBXG"u8, 1, .. bytes ?? []]).ShouldStartWith("damaged.dbxg: "))
            .QuickCheckThrowOnFailure();

    private static CrystalGraph[] Graphs()
    {
        var random = new RandomSource(11);
        var builder = new CrystalGraphBuilder(Options);
        return [.. Structures(ref random).Select(builder.Build)];
    }

    private static List<Structure> Structures(ref RandomSource random)
    {
        var list = new List<Structure> { RandomCrystals.Of(Lattice.Cubic(30), (0, 0, 0)) };
        for (var n = 1; n <= 4; n++)
            list.Add(
                CrystalGraphTests.RockSalt(1) with
                {
                    Id = $"salt-{n} Ω",
                    Lattice = new Lattice([5 + random.NextDouble(0, 1), 0, 0, n, 5.5, 0, 0, -n, 6]),
                }
            );
        return list;
    }

    private string Written(CrystalGraph[] graphs)
    {
        var path = Path.Combine(_folder, "graphs.dbxg");
        CrystalGraphFile.Write(path, graphs, Options, "random crystals").ShouldBe(graphs.Length);
        return path;
    }

    /// <summary>The message about a damaged file, or "whole" where the damage changed nothing.</summary>
    private static string Complaint(byte[] content)
    {
        try
        {
            CrystalGraphFile.Read(new MemoryStream(content), "damaged.dbxg");
            return "whole";
        }
        catch (DataFormatException error)
        {
            return error.Message;
        }
    }

    private static string? RecordProblem(byte[] record)
    {
        try
        {
            return CrystalGraphRecord.Read(record).Sites > 0 ? null : "a graph without sites";
        }
        catch (Exception problem) when (problem is IOException or FormatException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }
}
