using Debye.Crystals;
using Debye.Crystals.Cif;
using Debye.Tests.Crystals.Cif;

namespace Debye.Tests.Crystals;

public sealed class StructureReaderTests
{
    [Fact]
    public void Read_FolderOfAllKinds_StreamsEveryStructure()
    {
        var folder = Directory.CreateTempSubdirectory("debye-structures-").FullName;
        try
        {
            var quartz = CifReader.Read(CifReaderTests.Fixture("quartz.cif"))[0];
            CifWriter.Write(Path.Combine(folder, "a.cif"), [quartz, quartz with { Id = "second" }]);
            StructureJsonLines.Write(Path.Combine(folder, "b.jsonl"), [quartz with { Id = "third" }]);
            StructureJsonLines.Write(Path.Combine(folder, "c.jsonl.gz"), [quartz with { Id = "fourth" }]);
            File.WriteAllText(Path.Combine(folder, "notes.txt"), "no structure");
            StructureReader.Read(folder).Select(structure => structure.Id).ShouldBe(["quartz", "second", "third", "fourth"]);
            StructureReader.Read(folder).ShouldAllBe(structure => structure.Sites.Length == 9);
            Should
                .Throw<DataFormatException>(() => StructureReader.Read(Path.Combine(folder, "notes.txt")))
                .Reason.ShouldContain("unknown kind");
            Should.Throw<FileNotFoundException>(() => StructureReader.Read(Path.Combine(folder, "absent.cif")));
            File.WriteAllText(Path.Combine(folder, "d.jsonl.gz"), "this is not compressed");
            Should.Throw<DataFormatException>(() => StructureReader.Read(folder).Count()).Path.ShouldEndWith("d.jsonl.gz");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("""{"lattice":[[1,0,0],[0,1,0],[0,0,1]],"species":["Xx"],"frac":[[0,0,0]]}""", "unknown species")]
    [InlineData("""{"lattice":[[1,0,0],[0,1,0],[0,0,1]],"species":["H","H"],"frac":[[0,0,0]]}""", "2 species but 1 positions")]
    [InlineData("""{"lattice":[[1,0,0],[0,1,0]],"species":["H"],"frac":[[0,0,0]]}""", "nine numbers")]
    [InlineData("""{"lattice":[[1,0,0],[0,1,0],[0,0,1]],"species":["H"],"frac":[[0,0,0]],"sg":0}""", "1…230")]
    [InlineData("""{"lattice":[[1,0,0],[0,1,0],[0,0,1]],"species":["H"],"frac":[[0,0,0]],"occupancy":[1.5]}""", "occupancy")]
    public void JsonLines_Damaged_NamesLineAndReason(string text, string reason)
    {
        var problem = Should.Throw<DataFormatException>(() => StructureJsonLines.Parse(text, "bad.jsonl", 12));
        problem.Line.ShouldBe(12);
        problem.Reason.ShouldContain(reason);
    }
}
