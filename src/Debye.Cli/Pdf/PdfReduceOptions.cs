using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Techniques.Pdf;
using Debye.Techniques.Pdf.Reduction;

namespace Debye.Cli.Pdf;

/// <summary>The settings of <c>debye pdf reduce</c>, named as PDFgetX3 names them.</summary>
internal sealed class PdfReduceOptions
{
    private readonly Option<string> _composition = new("--composition")
    {
        Description = "What the sample consists of: Ni, \"C 10 H 8\", BaTiO3.",
        HelpName = "FORMULA",
        Required = true,
    };
    private readonly Option<string> _radiation = new Option<string>("--radiation")
    {
        Description = "xray or neutron.",
        HelpName = "KIND",
        DefaultValueFactory = _ => "xray",
    }.AcceptOnlyFromAmong("xray", "neutron");
    private readonly Option<double?> _wavelength = Options.Wavelength("that of the file; needed for data over 2θ");
    private readonly Option<double> _bgscale = Number(
        "--bgscale",
        "Factor on the background.",
        1,
        value => value is >= 0 and <= 1e6,
        "0…1e6"
    );
    private readonly Option<double> _qmin = Number(
        "--qmin",
        "Smallest Q of fit and transform, 1/Å.",
        0,
        value => value is >= 0 and < 1000,
        "0…1000 1/Å"
    );
    private readonly Option<double?> _qmax = Limit("--qmax", "Largest Q of the transform, 1/Å. Default: Qmaxinst.");
    private readonly Option<double?> _qmaxinst = Limit(
        "--qmaxinst",
        "Largest Q that was measured well, 1/Å. Default: the last intensity above 0."
    );
    private readonly Option<double> _rpoly = Number(
        "--rpoly",
        "Distance below which G(r) is not physical, Å; sets the degree of the polynomial.",
        0.9,
        value => value is > 0 and <= 10,
        "above 0, up to 10 Å"
    );
    private readonly Option<double> _rmin = Number("--rmin", "First r, Å.", 0, value => value is >= 0 and < 1000, "0…1000 Å");
    private readonly Option<double> _rmax = Number(
        "--rmax",
        "Largest r, Å.",
        30,
        value => value is > 0 and <= 1000,
        "above 0, up to 1000 Å"
    );
    private readonly Option<double> _rstep = Number("--rstep", "Step in r, Å.", 0.01, value => value is >= 1e-4 and <= 1, "1e-4…1 Å");
    private readonly Option<bool> _lorch = new("--lorch") { Description = "Multiply F(Q) by a Lorch window: less ripple, broader peaks." };

    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [_composition, _radiation, _wavelength, _bgscale, _qmin, _qmax, _qmaxinst, _rpoly, _rmin, _rmax, _rstep, _lorch]
        )
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">Limits contradict each other.</exception>
    public ReductionOptions Read(ParseResult parsed)
    {
        var options = new ReductionOptions
        {
            Composition = parsed.GetValue(_composition)!,
            Radiation = parsed.GetValue(_radiation) == "neutron" ? PdfRadiation.Neutron : PdfRadiation.XRay,
            WavelengthAngstrom = parsed.GetValue(_wavelength),
            BackgroundScale = parsed.GetValue(_bgscale),
            QminPerAngstrom = parsed.GetValue(_qmin),
            QmaxPerAngstrom = parsed.GetValue(_qmax),
            QmaxinstPerAngstrom = parsed.GetValue(_qmaxinst),
            RpolyAngstrom = parsed.GetValue(_rpoly),
            RminAngstrom = parsed.GetValue(_rmin),
            RmaxAngstrom = parsed.GetValue(_rmax),
            RstepAngstrom = parsed.GetValue(_rstep),
            Lorch = parsed.GetValue(_lorch),
        };
        try
        {
            options.Validate();
            _ = new AverageScattering(Crystals.Composition.Parse(options.Composition), options.Radiation);
        }
        catch (ArgumentException problem)
        {
            throw new UsageException(problem.Message.Split(" (Parameter")[0].ReplaceLineEndings(" "));
        }

        return options;
    }

    private static Option<double> Number(string name, string description, double standard, Predicate<double> holds, string range) =>
        Options.Check(
            new Option<double>(name)
            {
                Description = description,
                HelpName = "X",
                DefaultValueFactory = _ => standard,
            },
            holds,
            $"{name}: expected {range}"
        );

    private static Option<double?> Limit(string name, string description) =>
        Options.Check(
            new Option<double?>(name) { Description = description, HelpName = "Q" },
            value => value is null or (> 0 and <= 1000),
            $"{name}: expected above 0, up to 1000 1/Å"
        );
}
