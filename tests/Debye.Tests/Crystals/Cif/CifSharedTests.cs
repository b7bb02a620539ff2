using System.IO.Compression;
using System.Text.Json;
using Debye.Crystals.Cif;
using Debye.Crystals.Symmetry;
using Debye.TestSupport;

namespace Debye.Tests.Crystals.Cif;

/// <summary>CIFs from the wild: databases, pymatgen, refinement programs.</summary>
public sealed class CifSharedTests
{
    [Fact]
    public void Read_XredPhases_HaveTheDeclaredGroup()
    {
        using var document = Open("data/xrd/xred.json.gz");
        var different = new List<string>();
        var read = 0;
        foreach (var sample in document.RootElement.GetProperty("samples").EnumerateArray())
        foreach (var phase in sample.GetProperty("phases").EnumerateArray())
        {
            // Where the reference program could not read the file, the declared number counts.
            var found = phase.GetProperty("sg_spglib");
            var expected = (found.ValueKind == JsonValueKind.Number ? found : phase.GetProperty("sg_in_cif")).GetInt32();
            var name = phase.GetProperty("file").GetString()!;
            var structure = CifReader.Parse(phase.GetProperty("cif").GetString()!, name)[0];
            read++;
            var ours = SymmetryFinder.Find(structure).SpaceGroupNumber;
            if (ours != expected)
                different.Add($"{name}: {ours} instead of {expected}");
        }

        read.ShouldBeGreaterThan(25);
        different.ShouldBeEmpty();
    }

    [Fact]
    public void Read_AutoAnalyzerReferences_HaveTheGroupOfTheirName()
    {
        using var document = Open("data/xrd/autoanalyzer_examples.json.gz");
        var different = new List<string>();
        var read = 0;
        foreach (var entry in document.RootElement.GetProperty("reference_cifs").EnumerateArray())
        {
            var name = entry.GetProperty("file").GetString()!;
            var structure = CifReader.Parse(entry.GetProperty("cif").GetString()!, name)[0];
            read++;
            var found = SymmetryFinder.Find(structure).SpaceGroupNumber;
            if (found != entry.GetProperty("space_group").GetInt32())
                different.Add($"{name}: {found}");
        }

        read.ShouldBe(84);
        different.ShouldBeEmpty();
    }

    private static JsonDocument Open(string path)
    {
        using var stream = new GZipStream(File.OpenRead(SharedData.Require(path)), CompressionMode.Decompress);
        return JsonDocument.Parse(stream);
    }
}
