using System.IO.Compression;
using System.Text;
using Debye.Learning.Data;
using Debye.Learning.Packages.Hub;
using Debye.TestSupport;

namespace Debye.Learning.Tests.Data;

/// <summary>Data sets from a server of this machine, with all that can go wrong on the way.</summary>
public sealed class DataFetchTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 >> 3))];

    private readonly WebHost _host = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("debye-data-").FullName;
    private readonly List<string> _said = [];

    public DataFetchTests() => _host.Files["/set/table.csv"] = Content;

    private DataPlaces Places => new(Path.Combine(_folder, "cache"), Path.Combine(_folder, "shared"));

    private string Target => Path.Combine(_folder, "cache", "a-set", "table.csv");

    public void Dispose()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Get_Whole_IsThereAndNothingElse()
    {
        (await GetAsync(Set())).ShouldBe([Target]);
        File.ReadAllBytes(Target).ShouldBe(Content);
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Target)!).ShouldBe([Target]);
        (await DataState.OfAsync(Set(), Places)).Single().Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Get_Again_AsksNobody()
    {
        await GetAsync(Set());
        var asked = _host.Server.Log.Count;
        await GetAsync(Set());
        _host.Server.Log.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Get_ConnectionBreaks_GoesOnWhereItWas()
    {
        _host.Server.Break("table.csv", 100_000, times: 2);
        await GetAsync(Set());
        File.ReadAllBytes(Target).ShouldBe(Content);
        _host.Server.Log.Select(request => request.Range).ShouldBe([null, "bytes=100000-", "bytes=200000-"]);
    }

    [Fact]
    public async Task Get_Stopped_TheNextRunGoesOnWhereItWas()
    {
        using var stop = new CancellationTokenSource();
        _host.Server.Fault(_ => true, answer => answer with { BreaksAfter = 120_000, Stalls = true });
        var run = GetAsync(Set(), cancellation: stop.Token);
        var partial = Path.Combine(_folder, "cache", "a-set", "originals");
        while (!Directory.Exists(partial) || !Directory.EnumerateFiles(partial).Any(name => new FileInfo(name).Length == 120_000))
            await Task.Delay(10, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
        File.Exists(Target).ShouldBeFalse();
        await GetAsync(Set());
        File.ReadAllBytes(Target).ShouldBe(Content);
        _host.Server.Log.Last().Range.ShouldBe("bytes=120000-");
    }

    [Fact]
    public async Task Get_ServerIgnoresRanges_BeginsAgain()
    {
        _host.Server.KnowsRanges = false;
        _host.Server.Break("table.csv", 100_000);
        await GetAsync(Set());
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public async Task Get_WrongHash_KeepsNothing()
    {
        _host.Files["/set/table.csv"] = [.. Content.Reverse()];
        (await Should.ThrowAsync<ModelExchangeException>(GetAsync(Set()))).Message.ShouldContain("arrived damaged: SHA-256");
        File.Exists(Target).ShouldBeFalse();
    }

    [Theory]
    [InlineData(299_999, "another part than the one asked for")]
    [InlineData(300_001, "is longer than the 300000 bytes")]
    public async Task Get_WrongLength_KeepsNothing(int length, string expected)
    {
        _host.Files["/set/table.csv"] = [.. Content.Append((byte)0).Take(length)];
        (await Should.ThrowAsync<ModelExchangeException>(GetAsync(Set()))).Message.ShouldContain(expected);
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public async Task Get_NotFound_NamesTheAddressAndIsNotRepeated()
    {
        _host.Files.Clear();
        var problem = await Should.ThrowAsync<ModelExchangeException>(GetAsync(Set()));
        problem.Message.ShouldContain(_host.At("set/table.csv"));
        problem.Message.ShouldContain("not found");
        _host.Server.Log.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Get_FirstAddressFails_TakesTheNext()
    {
        _host.Server.Fail("gone/table.csv", 404);
        await GetAsync(Set("gone/table.csv", "set/table.csv"));
        File.ReadAllBytes(Target).ShouldBe(Content);
        _said.ShouldContain(line => line.Contains("trying the next address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_Damaged_IsReplaced()
    {
        await GetAsync(Set());
        File.WriteAllText(Target, "spoilt");
        (await DataState.OfAsync(Set(), Places)).Single().Problem!.ShouldContain("6 bytes of content, expected 300000");
        await GetAsync(Set());
        File.ReadAllBytes(Target).ShouldBe(Content);
    }

    [Fact]
    public async Task Get_SizeUnknown_IsConvertedAndRecorded()
    {
        _host.Files["/set/crystals.tar.gz"] = ConversionTests.Archive(ConversionTests.Salt);
        var original = new DataOriginal { Name = "crystals.tar.gz", Addresses = [new Uri(_host.At("set/crystals.tar.gz"))] };
        var set = Set() with { Files = [Crystals(original, leastLines: 1)] };
        var path = (await GetAsync(set)).Single();
        (await DataState.OfAsync(set, Places)).Single().Problem.ShouldBeNull();
        using (var output = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            output.Write("{}"u8);
        (await DataState.OfAsync(set, Places)).Single().Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task Get_FewerCrystalsThanExpected_IsRefused()
    {
        _host.Files["/set/crystals.tar.gz"] = ConversionTests.Archive(ConversionTests.Salt);
        var original = new DataOriginal { Name = "crystals.tar.gz", Addresses = [new Uri(_host.At("set/crystals.tar.gz"))] };
        var problem = await Should.ThrowAsync<DataFormatException>(GetAsync(Set() with { Files = [Crystals(original, leastLines: 2)] }));
        problem.Message.ShouldContain("holds 1 crystals, expected 2");
    }

    [Fact]
    public async Task Get_ByHand_SaysFromWhere()
    {
        var set = Set() with { ByHand = "Ask the author.", Files = [Table([])] };
        (await Should.ThrowAsync<InvalidOperationException>(GetAsync(set))).Message.ShouldEndWith("Ask the author.");
    }

    [Theory]
    [InlineData("table.csv")]
    [InlineData("a-set/table.csv")]
    [InlineData("data/table.csv")]
    public async Task Get_FromAFolder_IsCopied(string place)
    {
        var from = Path.Combine(_folder, "mine");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(from, place))!);
        File.WriteAllBytes(Path.Combine(from, place), Content);
        await GetAsync(Set() with { ByHand = "Ask.", Files = [Table([])] }, from);
        File.ReadAllBytes(Target).ShouldBe(Content);
        _host.Server.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_FromAFolder_WrongOrMissing_NamesIt()
    {
        var from = Directory.CreateDirectory(Path.Combine(_folder, "mine")).FullName;
        (await Should.ThrowAsync<DataFormatException>(GetAsync(Set(), from))).Message.ShouldContain($"{from}: has no table.csv");
        File.WriteAllText(Path.Combine(from, "table.csv"), "other");
        (await Should.ThrowAsync<DataFormatException>(GetAsync(Set(), from))).Message.ShouldContain("not the table.csv of the catalogue");
        Directory.EnumerateFiles(Path.GetDirectoryName(Target)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_InTheSharedFolder_IsNotFetched()
    {
        var shared = Path.Combine(_folder, "shared", "data", "table.csv");
        Directory.CreateDirectory(Path.GetDirectoryName(shared)!);
        File.WriteAllBytes(shared, Content);
        (await GetAsync(Set())).ShouldBe([shared]);
        _host.Server.Log.ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> GetAsync(DataSet set, string? from = null, CancellationToken cancellation = default)
    {
        var options = new ExchangeOptions { Clock = new ImpatientClock(), Silence = TimeSpan.FromSeconds(20) };
        using var fetch = new DataFetch(Places, options, _said.Add);
        return await fetch.GetAsync(set, from, cancellation);
    }

    private DataSet Set(params string[] addresses)
    {
        var original = new DataOriginal
        {
            Name = "table.csv",
            Size = Content.Length,
            Sha256 = HubServer.Sha256(Content),
            Addresses = [.. (addresses.Length == 0 ? ["set/table.csv"] : addresses).Select(address => new Uri(_host.At(address)))],
        };
        return new DataSet
        {
            Name = "a-set",
            Description = "A set.",
            Licence = "MIT",
            Attribution = "Somebody",
            Files = [Table([original])],
        };
    }

    private static DataFile Table(IReadOnlyList<DataOriginal> originals) =>
        new()
        {
            Name = "table.csv",
            Holds = "numbers",
            Size = Content.Length,
            Sha256 = HubServer.Sha256(Content),
            Shared = "data/table.csv",
            Originals = originals,
        };

    private static DataFile Crystals(DataOriginal original, int leastLines) =>
        new()
        {
            Name = "structures.jsonl.gz",
            Holds = "crystals",
            Size = 1,
            Sha256 = HubServer.Sha256(Encoding.UTF8.GetBytes("other bytes")),
            Originals = [original],
            Converter = DataConverter.CifArchive,
            LeastLines = leastLines,
        };
}
