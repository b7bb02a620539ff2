using System.Text;
using System.Text.Json;
using Debye.Cli.Shell;

namespace Debye.Cli.Tests;

/// <summary>What a run of the program printed.</summary>
internal sealed record CliResult(int Code, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] Problems => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement[] Documents() => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];
}

/// <summary>Runs the program in process, in a temporary folder with a few inputs.</summary>
public sealed class CliFixture : IDisposable
{
    public const string Salt = """
        data_NaCl
        _cell_length_a 5.64
        _cell_length_b 5.64
        _cell_length_c 5.64
        _cell_angle_alpha 90
        _cell_angle_beta 90
        _cell_angle_gamma 90
        _symmetry_space_group_name_H-M 'F m -3 m'
        loop_
        _atom_site_label
        _atom_site_type_symbol
        _atom_site_fract_x
        _atom_site_fract_y
        _atom_site_fract_z
        Na1 Na 0 0 0
        Cl1 Cl 0.5 0.5 0.5

        """;

    public CliFixture()
    {
        Folder = Directory.CreateTempSubdirectory("debye-cli-").FullName;
        File.WriteAllText(At("salt.cif"), Salt);
        File.WriteAllText(At("bad.cif"), "this is no CIF\n");
        File.WriteAllText(At("noise.txt"), "no numbers here\n");
        TinyModel.Write(At("model"));
        Run("xrd", "simulate", At("salt.cif"), "--pattern", "--points", "4251", "--out", At("salt.xy")).Code.ShouldBe(0);
        Run("xrd", "library", "build", At("salt.cif"), "--source", "made for tests", "--out", At("salt.dbxl")).Code.ShouldBe(0);
    }

    public string Folder { get; }

    public string At(string name) => Path.Combine(Folder, name);

    internal CliResult Run(params string[] args) => RunWith("", args);

    internal CliResult RunWith(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, output, error, new MemoryStream(Encoding.UTF8.GetBytes(input)));
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
