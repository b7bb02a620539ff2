using System.IO.Compression;
using Debye.Crystals;
using Debye.TestSupport;

namespace Debye.Tests.Crystals;

public sealed class WyckoffPositionTests
{
    private sealed record Row(int Hall, char Letter, int Multiplicity, string SiteSymmetry, int Freedom, string[] Positions);

    [Fact]
    public void Positions_All530Settings_EqualReferenceTable()
    {
        using var stream = new GZipStream(
            File.OpenRead(SharedData.Require("data/crystallography/wyckoff_530.csv.gz")),
            CompressionMode.Decompress
        );
        Compared(new StreamReader(stream)).ShouldBe(3467);
    }

    [Fact]
    public void Positions_DefaultSettings_EqualReferenceTable() =>
        Compared(new StreamReader(SharedData.Require("data/crystallography/wyckoff_230.csv"))).ShouldBe(1731);

    [Fact]
    public void Operations_All530Settings_EqualReferenceTable()
    {
        foreach (var line in File.ReadLines(SharedData.Require("data/crystallography/hall_settings_530.csv")).Skip(1))
        {
            var fields = Csv(line);
            var setting = SpaceGroups.Setting(int.Parse(fields[0]));
            setting.SpaceGroupNumber.ShouldBe(int.Parse(fields[1]));
            (setting.Symbol, setting.Choice, setting.HallSymbol, setting.PointGroup).ShouldBe((fields[2], fields[4], fields[5], fields[7]));
            setting.Operations.ToHashSet().SetEquals(fields[10].Split(';').Select(text => SymmetryOperation.Parse(text))).ShouldBeTrue();
            setting.IsDefault.ShouldBe(fields[11] == "1");
        }
    }

    [Fact]
    public void Positions_EverySetting_SpecialPointsHaveStabiliserOfRightOrder()
    {
        var point = new FractionalPosition(0.1934, 0.3271, 0.4517);
        foreach (var setting in SpaceGroups.Settings)
        foreach (var position in setting.WyckoffPositions)
        {
            var x = position.Positions[0].Apply(point);
            var fixing = setting.Operations.Count(operation => IsSame(operation.Apply(x), x));
            (fixing * position.Multiplicity).ShouldBe(setting.Operations.Length, $"Hall {setting.HallNumber} {position}");
        }
    }

    /// <summary>Number of rows, all of which agree.</summary>
    private static int Compared(TextReader reader)
    {
        var rows = 0;
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var f = Csv(line);
            var row = new Row(int.Parse(f[0]), f[2][0], int.Parse(f[3]), f[4], int.Parse(f[5]), f[7].Split(';'));
            var position = SpaceGroups.Setting(row.Hall).WyckoffPositions.Single(candidate => candidate.Letter == row.Letter);
            var name = $"Hall {row.Hall} {row.Multiplicity}{row.Letter}";
            position.Multiplicity.ShouldBe(row.Multiplicity, name);
            position.SiteSymmetry.ShouldBe(row.SiteSymmetry, name);
            position.DegreesOfFreedom.ShouldBe(row.Freedom, name);
            SameOrbit(position, row.Positions).ShouldBeTrue(name);
            rows++;
        }

        return rows;
    }

    /// <summary>A point made from the table with arbitrary parameters lies in an orbit of ours, with all its listed mates.</summary>
    private static bool SameOrbit(WyckoffPosition position, string[] listed)
    {
        var parameters = new FractionalPosition(0.1234, 0.3457, 0.7813);
        var expected = listed.Select(text => Evaluate(text, parameters)).ToArray();
        if (position.Positions.Length != expected.Length)
            return false;
        foreach (var start in expected)
            for (var n = 0; n < 27; n++)
            {
                // The representative projects; a lattice translate of the point may be the one that lies on it.
                var moved = start + new FractionalPosition(n % 3 - 1, n / 3 % 3 - 1, n / 9 - 1);
                var orbit = position.Positions.Select(map => map.Apply(moved)).ToArray();
                if (expected.All(point => orbit.Any(other => IsSame(point, other))))
                    return true;
            }

        return false;
    }

    private static FractionalPosition Evaluate(string text, FractionalPosition p) => SymmetryOperation.Parse(text).Apply(p);

    private static bool IsSame(FractionalPosition a, FractionalPosition b)
    {
        var d = a - b;
        return Math.Abs(d.X - Math.Round(d.X)) + Math.Abs(d.Y - Math.Round(d.Y)) + Math.Abs(d.Z - Math.Round(d.Z)) < 1e-6;
    }

    private static string[] Csv(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[++i]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
                field.Append(line[i]);
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
