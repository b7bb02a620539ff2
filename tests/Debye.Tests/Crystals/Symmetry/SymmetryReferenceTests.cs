using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals;
using Debye.Crystals.Symmetry;
using Debye.TestSupport;

namespace Debye.Tests.Crystals.Symmetry;

/// <summary>Answers of spglib 2.0.2 for real crystals; tolerance 0.01 Å.</summary>
public sealed class SymmetryReferenceTests
{
    [Fact]
    public void Find_EveryTwentiethOf21377Structures_AgreesWithSpglib()
    {
        var structures = StructureJsonLines
            .Read(SharedData.Require("data/bandgap/structures.jsonl.gz"))
            .Where((_, i) => i % 20 == 0)
            .ToArray();
        var wrong = structures.Where(structure => SymmetryFinder.Find(structure).SpaceGroupNumber != structure.StatedSpaceGroup).ToArray();
        (wrong.Length / (double)structures.Length).ShouldBeLessThan(0.002, string.Join(' ', wrong.Select(structure => structure.Id)));
    }

    [Fact]
    public void Find_ReferenceStructures_EqualsSpglibDataset()
    {
        var (same, total) = (0, 0);
        foreach (var (structure, expected) in References())
        {
            var found = SymmetryFinder.Find(structure);
            found.SpaceGroupNumber.ShouldBe(expected.GetProperty("number").GetInt32(), structure.Id);
            found.HallNumber.ShouldBe(expected.GetProperty("hall_number").GetInt32(), structure.Id);
            found.Operations.Length.ShouldBe(expected.GetProperty("n_operations").GetInt32(), structure.Id);
            found.Conventional!.Sites.DistinctBy(Place).Count().ShouldBe(expected.GetProperty("n_std").GetInt32(), structure.Id);
            found.Primitive!.Sites.DistinctBy(Place).Count().ShouldBe(expected.GetProperty("n_primitive").GetInt32(), structure.Id);
            Points(structure, found.EquivalentSites).ShouldBe(Numbers(expected, "equivalent_atoms"), structure.Id);
            SameCell(found.Conventional.Lattice, expected.GetProperty("std_lattice"))
                .ShouldBeTrue($"{structure.Id}: {found.Conventional.Lattice}");
            var letters = string.Concat(PerPoint(structure, found.WyckoffPositions.AsSpan()).Select(position => position.Letter));
            var theirs = expected.GetProperty("wyckoffs").GetString()!;
            SamePartition(letters, theirs, found.Setting!).ShouldBeTrue($"{structure.Id}: {letters} and {theirs}");
            total++;
            if (letters == theirs)
                same++;
        }

        total.ShouldBe(45);
        same.ShouldBeGreaterThan(20, "letters that are equal without exchange by an allowed origin shift");
    }

    [Fact]
    public void Niggli_ReferenceStructures_EqualsSpglib()
    {
        foreach (var (structure, expected) in References())
            SameCell(structure.Lattice.NiggliReduced(), expected.GetProperty("niggli_lattice"), anyPrimitive: true)
                .ShouldBeTrue($"{structure.Id}: {structure.Lattice.NiggliReduced()}");
    }

    /// <summary>
    /// The letters divide the atoms into the same sets, and each set has the same multiplicity, freedom and kind of site symmetry.
    /// </summary>
    private static bool SamePartition(string ours, string theirs, SpaceGroupSetting setting)
    {
        var pairs = ours.Zip(theirs).Distinct().ToArray();
        if (pairs.Select(pair => pair.First).Distinct().Count() != pairs.Length)
            return false;
        if (pairs.Select(pair => pair.Second).Distinct().Count() != pairs.Length)
            return false;
        return pairs.All(pair =>
        {
            var (a, b) = (Position(setting, pair.First), Position(setting, pair.Second));
            return a.Multiplicity == b.Multiplicity && a.DegreesOfFreedom == b.DegreesOfFreedom;
        });
    }

    private static WyckoffPosition Position(SpaceGroupSetting setting, char letter) =>
        setting.WyckoffPositions.Single(position => position.Letter == letter);

    private static bool SameCell(Lattice ours, JsonElement rows, bool anyPrimitive = false)
    {
        var theirs = new Lattice(
            rows.EnumerateArray().SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble())).ToArray()
        );
        if (anyPrimitive)
            theirs = theirs.NiggliReduced();
        double[] a = [ours.A, ours.B, ours.C, ours.AlphaDegrees, ours.BetaDegrees, ours.GammaDegrees];
        double[] b = [theirs.A, theirs.B, theirs.C, theirs.AlphaDegrees, theirs.BetaDegrees, theirs.GammaDegrees];
        return a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) < 0.01);
    }

    private static int[] Numbers(JsonElement expected, string key) =>
        [.. expected.GetProperty(key).EnumerateArray().Select(value => value.GetInt32())];

    private static FractionalPosition Place(Site site) =>
        new(Math.Round(site.Position.X, 4) % 1, Math.Round(site.Position.Y, 4) % 1, Math.Round(site.Position.Z, 4) % 1);

    /// <summary>One entry per position: the reference counts a mixed position as one atom.</summary>
    private static List<T> PerPoint<T>(Structure structure, ReadOnlySpan<T> perSite)
    {
        var result = new List<T>();
        for (var i = 0; i < perSite.Length; i++)
            if (i == 0 || structure.Sites[i].Position != structure.Sites[i - 1].Position)
                result.Add(perSite[i]);
        return result;
    }

    private static int[] Points(Structure structure, ImmutableArray<int> firstSites)
    {
        var pointOfSite = new int[structure.Sites.Length];
        for (var i = 1; i < pointOfSite.Length; i++)
            pointOfSite[i] = pointOfSite[i - 1] + (structure.Sites[i].Position != structure.Sites[i - 1].Position ? 1 : 0);
        return [.. PerPoint(structure, firstSites.AsSpan()).Select(site => pointOfSite[site])];
    }

    private static IEnumerable<(Structure Structure, JsonElement Spglib)> References()
    {
        using var stream = new GZipStream(
            File.OpenRead(SharedData.Require("reference/xrd/reference_patterns.json.gz")),
            CompressionMode.Decompress
        );
        using var document = JsonDocument.Parse(stream);
        foreach (var entry in document.RootElement.GetProperty("structures").EnumerateArray())
        {
            var rows = entry
                .GetProperty("lattice_matrix")
                .EnumerateArray()
                .SelectMany(row => row.EnumerateArray().Select(value => value.GetDouble()))
                .ToArray();
            var sites = ImmutableArray.CreateBuilder<Site>();
            foreach (var site in entry.GetProperty("sites").EnumerateArray())
            {
                var position = new FractionalPosition(site[1].GetDouble(), site[2].GetDouble(), site[3].GetDouble());
                foreach (var kind in site[0].EnumerateObject())
                {
                    Species.TryParse(kind.Name, out var species).ShouldBeTrue();
                    sites.Add(new Site(species, position, kind.Value.GetDouble()));
                }
            }

            yield return (
                new Structure
                {
                    Id = entry.GetProperty("id").GetString()!,
                    Lattice = new Lattice(rows),
                    Sites = sites.ToImmutable(),
                },
                entry.GetProperty("spglib").Clone()
            );
        }
    }
}
