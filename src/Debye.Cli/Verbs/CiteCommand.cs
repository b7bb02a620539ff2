using System.CommandLine;
using Debye.Cli.Shell;

namespace Debye.Cli.Verbs;

/// <summary><c>debye cite</c>: what to cite.</summary>
internal static class CiteCommand
{
    public static Command Create(Session session)
    {
        var command = new Command("cite", "Print what to cite in a publication.");
        command.SetAction(_ =>
        {
            session.Output.WriteLine($"Debye {ShowVersion.Text}: machine-learning characterisation of materials for .NET.");
            session.Output.WriteLine("Synthetic crystals: H. Schopmans et al., Digital Discovery 2, 1414 (2023), doi 10.1039/D3DD00071K.");
            session.Output.WriteLine("Form factors: D. Waasmaier, A. Kirfel, Acta Cryst. A51, 416 (1995), doi 10.1107/S0108767394013292.");
            session.Output.WriteLine(
                "Symmetry search: A. Togo et al., Sci. Technol. Adv. Mater. Meth. 4, 2384822 (2024), doi 10.1080/27660400.2024.2384822."
            );
            session.Output.WriteLine(
                "Known crystals: A. Jain et al., APL Materials 1, 011002 (2013), doi 10.1063/1.4812323 (Materials Project, CC BY 4.0)."
            );
            session.Output.WriteLine(
                "Impedance fits: J. R. Macdonald et al., J. Electroanal. Chem. 131, 77 (1982), doi 10.1016/0022-0728(82)87062-9."
            );
            session.Output.WriteLine(
                "Relaxation times: T. H. Wan et al., Electrochim. Acta 184, 483 (2015), doi 10.1016/j.electacta.2015.09.097."
            );
            session.Output.WriteLine(
                "Pair distribution functions: C. L. Farrow et al., J. Phys.: Condens. Matter 19, 335219 (2007), doi "
                    + "10.1088/0953-8984/19/33/335219; P. Juhás et al., Acta Cryst. A71, 562 (2015), doi 10.1107/S2053273315014473."
            );
            session.Output.WriteLine(
                "Crystal graphs: T. Xie, J. C. Grossman, Phys. Rev. Lett. 120, 145301 (2018), doi 10.1103/PhysRevLett.120.145301."
            );
            session.Output.WriteLine(
                "Circuit model's parameter rows: J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi "
                    + "10.1149/1945-7111/acd8fb (AutoECM, QuantumScape, CC BY 4.0)."
            );
            return CommandLine.Success;
        });
        return command;
    }
}
